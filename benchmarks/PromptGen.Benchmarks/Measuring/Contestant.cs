namespace PromptGen.Benchmarks.Measuring;

/// <summary>One of several ways whose costs are compared.</summary>
/// <param name="Name">The row of the table.</param>
/// <param name="Run">Does it once.</param>
/// <param name="Goal">What this one is to stay within; null: none is set.</param>
/// <param name="Work">What one run gets done, in the unit of the comparison; null: that is not counted.</param>
internal sealed record Contestant(string Name, Action Run, Goal? Goal = null, double? Work = null);
