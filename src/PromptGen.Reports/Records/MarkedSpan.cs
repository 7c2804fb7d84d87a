namespace PromptGen.Reports;

/// <summary>A marked part of a text.</summary>
/// <param name="Start">The first UTF-16 unit, 0-based.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Type">The entity's type.</param>
public sealed record MarkedSpan(int Start, int End, string Type);
