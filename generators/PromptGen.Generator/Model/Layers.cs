using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>The stack of layers.</summary>
/// <param name="Pattern">The kinds that alternate; today there is one.</param>
/// <param name="Convolution">A convolution beside one of them.</param>
internal sealed record Layers(
    SizeExpression Count,
    SizeExpression Width,
    string From,
    EquatableArray<string> Pattern,
    EquatableArray<LayerKind> Kinds,
    SideConvolution? Convolution,
    Spot At)
{
    public IEnumerable<WeightModule> Weights => Kinds
        .SelectMany(kind => kind.Weights(Width))
        .Select(weights => weights.Inside("layers.{layer}") with { EachLayer = true });
}
