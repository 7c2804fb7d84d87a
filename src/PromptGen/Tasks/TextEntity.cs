namespace PromptGen.Tasks;

/// <summary>An entity in a text.</summary>
/// <param name="Type">What it is, such as <c>person</c>.</param>
/// <param name="Text">What the text calls it.</param>
/// <param name="Start">Where it begins, in UTF-16 units from 0.</param>
/// <param name="End">Where it ends: the index behind its last unit.</param>
public sealed record TextEntity(string Type, string Text, int Start, int End);
