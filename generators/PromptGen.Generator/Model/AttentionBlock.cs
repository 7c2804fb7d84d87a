using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>Which tokens a token sees.</summary>
internal enum Visibility
{
    All,
}

/// <summary>Scaled dot-product self-attention.</summary>
/// <param name="KeyValueHeads">Null: as many as heads.</param>
/// <param name="HeadSize">Null: the width divided by the heads.</param>
/// <param name="WeightDropout">The rate on attention weights.</param>
internal sealed record AttentionBlock(
    string Name,
    SizeExpression Heads,
    SizeExpression? KeyValueHeads,
    SizeExpression? HeadSize,
    Visibility Visible,
    Linear Query,
    Linear Key,
    Linear Value,
    Linear Output,
    string? WeightDropout,
    Norm? NormBefore,
    Norm? NormAfter,
    string? Dropout,
    Spot At) : Block(Name, NormBefore, NormAfter, Dropout, At)
{
    /// <summary>The size of one head, said or following.</summary>
    public SizeExpression HeadSizeIn(SizeExpression width) => HeadSize ?? width / Heads;

    /// <summary>The width of all queries.</summary>
    public SizeExpression QueryWidth(SizeExpression width) => HeadSize is null ? width : Heads * HeadSize;

    /// <summary>The width of all keys, and of all values.</summary>
    public SizeExpression KeyValueWidth(SizeExpression width) =>
        KeyValueHeads is null ? QueryWidth(width) : KeyValueHeads * HeadSizeIn(width);

    protected override IEnumerable<WeightModule> Weights(SizeExpression width) =>
    [
        .. Query.Weights("query", width, QueryWidth(width)),
        .. Key.Weights("key", width, KeyValueWidth(width)),
        .. Value.Weights("value", width, KeyValueWidth(width)),
        .. Output.Weights("output", QueryWidth(width), width),
    ];

    public override IEnumerable<Division> Divisions(SizeExpression width) =>
    [
        .. Size.DivisionsOf(Heads),
        .. Size.DivisionsOf(KeyValueHeads),
        .. Size.DivisionsOf(HeadSize),
        .. HeadSize is null ? [new Division(width, Heads)] : Enumerable.Empty<Division>(),
        .. KeyValueHeads is null ? Enumerable.Empty<Division>() : [new Division(Heads, KeyValueHeads)],
    ];
}
