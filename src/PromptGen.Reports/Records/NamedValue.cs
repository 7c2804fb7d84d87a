namespace PromptGen.Reports;

/// <summary>A hyper-parameter as a report shows it.</summary>
/// <param name="Name">In words, such as <c>learning rates tried</c>.</param>
/// <param name="Value">Written in the invariant culture.</param>
public sealed record NamedValue(string Name, string Value);
