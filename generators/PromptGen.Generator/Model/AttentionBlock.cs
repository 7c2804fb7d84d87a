using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>Which tokens a token sees.</summary>
internal enum Visibility
{
    All,
    BetweenTokens,
    Causal,
    ContextThenCausal,
}

/// <summary>Scaled dot-product self-attention.</summary>
/// <param name="KeyValueHeads">Null: as many as heads.</param>
/// <param name="HeadSize">Null: the width divided by the heads.</param>
/// <param name="Window">How far a token sees to either side; null: as far as there are tokens.</param>
/// <param name="Rotary">How positions turn queries and keys; null: they do not.</param>
/// <param name="Separate">The three projections, where each has its own; else <paramref name="Fused"/>.</param>
/// <param name="Fused">One projection for all three.</param>
/// <param name="Biases">Biases that are not part of a projection.</param>
/// <param name="Relative">What relative positions add, of one table for all layers.</param>
/// <param name="RelativeKeys">What they add, of a table in each layer; not beside <paramref name="Relative"/>.</param>
/// <param name="WeightDropout">The rate on attention weights.</param>
internal sealed record AttentionBlock(
    string Name,
    SizeExpression Heads,
    SizeExpression? KeyValueHeads,
    SizeExpression? HeadSize,
    Visibility Visible,
    SizeExpression? Window,
    Rotary? Rotary,
    SeparateProjections? Separate,
    FusedProjection? Fused,
    EquatableArray<HeadBias> Biases,
    RelativeAttention? Relative,
    RelativeKeys? RelativeKeys,
    Linear Output,
    RateValue? WeightDropout,
    Norm? NormBefore,
    Norm? NormAfter,
    RateValue? Dropout,
    Spot At) : Block(Name, NormBefore, NormAfter, Dropout, At)
{
    /// <summary>The size of one head, said or following.</summary>
    public SizeExpression HeadSizeIn(SizeExpression width) => HeadSize ?? width / Heads;

    /// <summary>The width of all queries.</summary>
    public SizeExpression QueryWidth(SizeExpression width) => HeadSize is null ? width : Heads * HeadSize;

    /// <summary>The width of all keys, and of all values.</summary>
    public SizeExpression KeyValueWidth(SizeExpression width) =>
        KeyValueHeads is null ? QueryWidth(width) : KeyValueHeads * HeadSizeIn(width);

    /// <summary>The width of queries, keys and values of one projection.</summary>
    public SizeExpression FusedWidth(SizeExpression width) =>
        KeyValueHeads is null ? QueryWidth(width) * 3 : (Heads + KeyValueHeads * 2) * HeadSizeIn(width);

    protected override IEnumerable<WeightModule> Weights(SizeExpression width) =>
    [
        .. Separate?.Weights(width, QueryWidth(width), KeyValueWidth(width)) ?? [],
        .. Fused?.Weights(width, FusedWidth(width)) ?? [],
        .. Biases.Select(bias => bias.Weights(bias.Of == "query" ? QueryWidth(width) : KeyValueWidth(width))),
        .. Relative?.Weights(width, QueryWidth(width)) ?? [],
        .. RelativeKeys?.Weights(HeadSizeIn(width)) ?? [],
        .. Output.Weights("output", QueryWidth(width), width),
    ];

    public override IEnumerable<SizeExpression> Numbers(SizeExpression width) =>
    [
        Heads, HeadSizeIn(width), KeyValueWidth(width), Fused is null ? QueryWidth(width) : FusedWidth(width),
        .. new[] { KeyValueHeads, Window, RelativeKeys?.Rows }.OfType<SizeExpression>(),
    ];

    public override IEnumerable<Division> Divisions(SizeExpression width) =>
    [
        .. Size.DivisionsOf(Heads),
        .. Size.DivisionsOf(KeyValueHeads),
        .. Size.DivisionsOf(HeadSize),
        .. Size.DivisionsOf(Window),
        .. Size.DivisionsOf(RelativeKeys?.Distances),
        .. HeadSize is null ? [new Division(width, Heads)] : Enumerable.Empty<Division>(),
        .. KeyValueHeads is null ? Enumerable.Empty<Division>() : [new Division(Heads, KeyValueHeads)],
        .. Rotary is null ? Enumerable.Empty<Division>() : [new Division(HeadSizeIn(width), 2)],
    ];
}

/// <summary>A linear map each to queries, keys and values.</summary>
internal sealed record SeparateProjections(Linear Query, Linear Key, Linear Value)
{
    public IEnumerable<WeightModule> Weights(SizeExpression inputs, SizeExpression queries, SizeExpression keysAndValues) =>
    [
        .. Query.Weights("query", inputs, queries),
        .. Key.Weights("key", inputs, keysAndValues),
        .. Value.Weights("value", inputs, keysAndValues),
    ];
}
