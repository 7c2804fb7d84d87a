namespace PromptGen.Tasks.Baselines;

/// <summary>The values of an example that are not 0.</summary>
/// <param name="Columns">Where they are, ascending.</param>
/// <param name="Values">What they are.</param>
internal readonly record struct SparseRow(int[] Columns, double[] Values);
