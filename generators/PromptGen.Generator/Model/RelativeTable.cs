using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>One table of vectors for the distances between tokens, shared by all layers: a row for each distance in both directions.</summary>
/// <param name="Farthest">From which distance on all are alike.</param>
/// <param name="Buckets">How many distances in one direction have a row of their own or share one, in logarithmic steps; null or 0: each has its own.</param>
/// <param name="Norm">A norm of its rows.</param>
internal sealed record RelativeTable(SizeExpression Farthest, SizeExpression? Buckets, string From, Norm? Norm, Spot At)
{
    /// <summary>Two directions.</summary>
    public SizeExpression Rows => (Buckets is null ? Farthest : new SizeExpression.Fallback(Buckets, Farthest)) * 2;

    public IEnumerable<WeightModule> Weights(SizeExpression width) =>
        [new("table", From, At, Rows * width), .. Norm?.Weights("norm", width) ?? []];
}
