namespace PromptGen.Verification;

/// <summary>One quantity of one variant, compared.</summary>
/// <param name="Quantity">Such as <c>hidden.2</c> or <c>grad.classifier.weight</c>.</param>
/// <param name="Error">The largest absolute difference; infinite where the shapes differ or a number is not finite.</param>
/// <param name="Tolerance">What it may be.</param>
public sealed record Comparison(string Quantity, double Error, double Tolerance)
{
    /// <summary>Whether the error is within the tolerance.</summary>
    public bool Holds => Error <= Tolerance;
}

/// <summary>One variant of one case.</summary>
/// <param name="Case">The case's folder name.</param>
/// <param name="Variant">The variant's name; empty where the case as a whole could not be run.</param>
/// <param name="Comparisons">What was compared.</param>
/// <param name="NotRun">What could not be, each with the reason.</param>
public sealed record VariantReport(string Case, string Variant, IReadOnlyList<Comparison> Comparisons, IReadOnlyList<string> NotRun)
{
    /// <summary>What was recorded and means nothing, each with the reason: trained tensors whose true gradient is zero.</summary>
    public IReadOnlyList<string> Meaningless { get; init; } = [];

    /// <summary>Whether all that was recorded was compared and lies within its tolerance.</summary>
    public bool Holds => NotRun.Count == 0 && Comparisons.Count > 0 && Comparisons.All(c => c.Holds);
}
