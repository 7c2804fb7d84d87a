using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>How one matrix holds queries, keys and values.</summary>
internal enum FusedLayout
{
    Blocks,
    PerHead,
}

/// <summary>One linear map to queries, keys and values.</summary>
internal sealed record FusedProjection(Linear Linear, FusedLayout Layout)
{
    public IEnumerable<WeightModule> Weights(SizeExpression inputs, SizeExpression outputs) => Linear.Weights("projection", inputs, outputs * 3);
}

/// <summary>A bias of its own, added to queries, keys or values.</summary>
/// <param name="Of"><c>query</c>, <c>key</c> or <c>value</c>.</param>
/// <param name="Path">The checkpoint path of the tensor.</param>
internal sealed record HeadBias(string Of, string Path, Spot At)
{
    public string Field => Of + "Bias";

    public WeightModule Weights(SizeExpression outputs) => new(Field, Path, At, outputs, Tensor: "bias");
}
