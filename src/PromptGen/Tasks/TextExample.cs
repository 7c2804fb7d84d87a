namespace PromptGen.Tasks;

/// <summary>One text, or a pair, and its label where it has one.</summary>
/// <param name="Text">The text; it may be empty.</param>
/// <param name="Pair">The second text, or null.</param>
/// <param name="Label">The label as the file spells it; a whole number in decimal digits, a boolean as <c>true</c> or <c>false</c>. Null: none.</param>
/// <param name="Source">The line it was read from.</param>
public sealed record TextExample(string Text, string? Pair, string? Label, SourceLine Source)
{
    /// <summary>Whether there is nothing to read in it.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Pair);
}
