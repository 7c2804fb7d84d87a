namespace PromptGen.Reports;

/// <summary>The learning rate of one step.</summary>
/// <param name="Step">1-based.</param>
/// <param name="Rate">The rate.</param>
public sealed record RatePoint(int Step, double Rate);
