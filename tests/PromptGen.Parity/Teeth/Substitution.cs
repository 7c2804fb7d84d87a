namespace PromptGen.Parity.Teeth;

/// <summary>One piece of source text in the place of another.</summary>
/// <param name="File">Below <c>src</c>.</param>
/// <param name="Old">What stands there, exactly once.</param>
/// <param name="New">What is compiled instead.</param>
public sealed record Substitution(string File, string Old, string New);
