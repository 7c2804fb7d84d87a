using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>The kinds of norm.</summary>
internal enum NormKind
{
    Layer,
    Rms,
}

/// <summary>A norm over the last axis.</summary>
/// <param name="Bias">Whether it has a bias beside its weight.</param>
/// <param name="When">What must hold for it to be there.</param>
internal sealed record Norm(NormKind Kind, RateValue Epsilon, bool Bias, string From, EquatableArray<Condition> When, Spot At)
{
    public IEnumerable<WeightModule> Weights(string field, SizeExpression width) => [new WeightModule(field, From, At, Bias ? width * 2 : width).If(When)];
}
