using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>A learned number for every step of distance and every head, added to the scores of all layers alike.</summary>
/// <param name="Buckets">How many steps there are, of both directions together.</param>
/// <param name="Farthest">From which distance on all are alike.</param>
internal sealed record ScoreBias(SizeExpression Buckets, SizeExpression Farthest, string From, Spot At)
{
    public IEnumerable<WeightModule> Weights(SizeExpression heads) => [new("table", From, At, Buckets * heads)];
}
