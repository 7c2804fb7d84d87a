using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>The stack of layers.</summary>
/// <param name="Groups">How many groups of consecutive layers there are, the layers of one sharing their weights; null: each has its own.</param>
/// <param name="Pattern">Which layer is of which kind.</param>
/// <param name="Kinds">They differ in what attention sees and in how it is turned, and in no module.</param>
/// <param name="Convolution">A convolution beside one of them.</param>
internal sealed record Layers(
    SizeExpression Count,
    SizeExpression? Groups,
    SizeExpression Width,
    string From,
    LayerPattern Pattern,
    EquatableArray<LayerKind> Kinds,
    SideConvolution? Convolution,
    Spot At)
{
    /// <summary>How many layers have weights of their own.</summary>
    public SizeExpression Distinct => Groups ?? Count;

    public IEnumerable<WeightModule> Weights => Kinds
        .Take(1)
        .SelectMany(kind => kind.Weights(Width))
        .Select(weights => weights.Inside("layers.{layer}") with { EachLayer = true });
}

/// <summary>Which layer is of which kind.</summary>
/// <param name="First">The kind of every n-th layer, from layer 0; without <paramref name="Every"/> that of all.</param>
/// <param name="Every">n</param>
/// <param name="Others">The kind of the layers between.</param>
internal sealed record LayerPattern(string First, SizeExpression? Every, string? Others);
