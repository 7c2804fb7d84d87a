using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>In which order one matrix holds queries, keys and values.</summary>
internal enum FusedLayout
{
    /// <summary>All queries, all keys, all values.</summary>
    Blocks,

    /// <summary>For one head of keys and values after the other: its queries, its key, its value.</summary>
    PerHead,
}

/// <summary>One linear map to queries, keys and values.</summary>
internal sealed record FusedProjection(Linear Linear, FusedLayout Layout)
{
    public IEnumerable<WeightModule> Weights(SizeExpression inputs, SizeExpression outputs) => Linear.Weights("projection", inputs, outputs);
}

/// <summary>A bias of its own, added to queries, keys or values.</summary>
/// <param name="Of"><c>query</c>, <c>key</c> or <c>value</c>.</param>
/// <param name="Path">The checkpoint path of the tensor.</param>
internal sealed record HeadBias(string Of, string Path, Spot At)
{
    public string Field => Of + "Bias";

    public WeightModule Weights(SizeExpression outputs) => new(Field, Path, At, outputs, Tensor: "bias");
}
