namespace PromptGen.Generator.Reading;

/// <summary>How much of a schema is read, far beyond any encoder that was published: what is larger was never written by hand, and must not hold up a compiler.</summary>
internal static class SchemaLimits
{
    /// <summary>Of one file. The largest that comes with PromptGen has 10,000.</summary>
    public const int Characters = 1 << 20;

    /// <summary>Of one object: names may refer to each other, one by one.</summary>
    public const int Members = 1000;

    /// <summary>Of one array.</summary>
    public const int Items = 10_000;

    /// <summary>That extend each other, one by one.</summary>
    public const int Extends = 16;

    /// <summary>Of one file and its bases, after which nothing more is said.</summary>
    public const int Findings = 100;
}
