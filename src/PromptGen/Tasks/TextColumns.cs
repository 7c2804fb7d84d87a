namespace PromptGen.Tasks;

/// <summary>The keys under which JSON lines hold an example. A key that is given must be on every line.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text. Null: <c>text_pair</c>, on lines that have it.</param>
/// <param name="Label">The label: a text, a whole number or a boolean. Null: <c>label</c>, on lines that have it.</param>
public sealed record TextColumns(string Text = "text", string? Pair = null, string? Label = null);
