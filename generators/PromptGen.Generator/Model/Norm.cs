using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>The kinds of norm.</summary>
internal enum NormKind
{
    Layer,
}

/// <summary>A norm over the last axis.</summary>
internal sealed record Norm(NormKind Kind, string Epsilon, string From, Spot At)
{
    public IEnumerable<WeightModule> Weights(string field, SizeExpression width) => [new(field, From, At, width * 2)];
}
