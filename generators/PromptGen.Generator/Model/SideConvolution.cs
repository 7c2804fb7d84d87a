using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>
/// A convolution over the tokens beside one layer: it reads what that layer reads, and norm(layer + activation(convolution)) replaces
/// what the layer gives. Padding is zeroed in both.
/// </summary>
/// <param name="Layer">Which layer, from 0.</param>
/// <param name="Kernel">Its width in tokens, odd; where it is a size that may be 0 and is, there is no convolution.</param>
internal sealed record SideConvolution(
    long Layer, SizeExpression Kernel, string From, Choice<Activation> Activation, Norm Norm, RateValue? Dropout, EquatableArray<Condition> When, Spot At)
{
    public IEnumerable<WeightModule> Weights(SizeExpression width) => new[]
    {
        new WeightModule("convolution", From, At, width * width * Kernel + width),
    }.Concat(Norm.Weights("norm", width)).Select(weights => weights.If(When));
}
