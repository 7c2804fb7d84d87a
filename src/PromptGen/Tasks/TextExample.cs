namespace PromptGen.Tasks;

/// <summary>One text, or a pair, and its label where it has one.</summary>
/// <param name="Text">The text; it may be empty.</param>
/// <param name="Pair">The second text, or null.</param>
/// <param name="Label">The label as the file spells it; a whole number in decimal digits, a boolean as <c>true</c> or <c>false</c>. Null: none.</param>
/// <param name="Source">Where it was read.</param>
public sealed record TextExample(string Text, string? Pair, string? Label, SourceLine Source)
{
    /// <summary>What its file calls it, such as SuperGLUE's <c>idx</c>; null: nothing.</summary>
    public string? Id { get; init; }

    /// <summary>Its labels, where a text may have several, or none of them; null: it is not labeled.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The number to be told from it, for regression; null: none.</summary>
    public double? Value { get; init; }

    /// <summary>Whether it says what is right: a label, several, or a number.</summary>
    public bool IsLabeled => Label is not null || Labels is not null || Value is not null;

    /// <summary>Whether there is nothing to read in it.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Pair);
}
