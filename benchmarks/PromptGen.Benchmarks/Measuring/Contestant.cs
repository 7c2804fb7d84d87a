namespace PromptGen.Benchmarks.Measuring;

/// <summary>One of several ways whose costs are compared.</summary>
/// <param name="Name">The row of the table.</param>
/// <param name="Run">Does it once.</param>
/// <param name="Goal">The ratio to the first contestant that this one is to stay within; null: none is set.</param>
internal sealed record Contestant(string Name, Action Run, double? Goal = null);
