namespace PromptGen.Encoders;

/// <summary>What a preset amounts to, for an analyzer, which cannot run the code that makes it. Written by the generator.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PresetSizesAttribute : Attribute
{
    /// <summary>The number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>The positions that the slots of a prefix and the tokens of a row share; 0: there is no such limit.</summary>
    public int Positions { get; init; }
}
