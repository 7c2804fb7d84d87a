using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>A table of vectors for distances in each layer, as wide as a head and the same for all heads, which queries and perhaps keys are multiplied with.</summary>
/// <param name="Scores">The terms.</param>
/// <param name="Distances">How many distances of one direction have a vector, 0 among them; farther ones have the last.</param>
internal sealed record RelativeKeys(Choice<EquatableArray<RelativeScore>> Scores, SizeExpression Distances, string From, Spot At)
{
    /// <summary>Two directions, which share distance 0.</summary>
    public SizeExpression Rows => Distances * 2 + -1;

    public IEnumerable<WeightModule> Weights(SizeExpression headSize) => [new("distances", From, At, Rows * headSize)];
}
