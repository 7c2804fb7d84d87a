using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>The stack of layers.</summary>
/// <param name="Groups">How many groups of consecutive layers there are, the layers of one sharing their weights; null: each has its own.</param>
/// <param name="Pattern">The kinds that alternate; today there is one.</param>
/// <param name="Convolution">A convolution beside one of them.</param>
internal sealed record Layers(
    SizeExpression Count,
    SizeExpression? Groups,
    SizeExpression Width,
    string From,
    EquatableArray<string> Pattern,
    EquatableArray<LayerKind> Kinds,
    SideConvolution? Convolution,
    Spot At)
{
    /// <summary>How many layers have weights of their own.</summary>
    public SizeExpression Distinct => Groups ?? Count;

    public IEnumerable<WeightModule> Weights => Kinds
        .SelectMany(kind => kind.Weights(Width))
        .Select(weights => weights.Inside("layers.{layer}") with { EachLayer = true });
}
