using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>What a table is indexed by.</summary>
internal enum TableIndex
{
    Ids,
    Positions,
    TokenTypes,
}

/// <summary>Which tokens count towards positions.</summary>
internal enum PositionCount
{
    All,
    AfterPadding,
}

/// <summary>What a prefix does to positions.</summary>
internal enum PrefixPositions
{
    Shifts,
    Unshifted,
}

/// <summary>What turns tokens into vectors: a sum of table rows.</summary>
internal sealed record Embeddings(
    SizeExpression Width, EquatableArray<EmbeddingTable> Tables, Positions Positions, Norm? NormAfter, string? Dropout, Spot At)
{
    public IEnumerable<WeightModule> Weights =>
        [.. Tables.SelectMany(table => table.Weights(Width)), .. NormAfter?.Weights("norm", Width) ?? []];
}

/// <summary>A table of learned vectors.</summary>
internal sealed record EmbeddingTable(string Name, SizeExpression Rows, TableIndex Index, string From, Spot At, Spot NamedAt)
{
    public IEnumerable<WeightModule> Weights(SizeExpression width) => [new(Name, From, At, Rows * width)];
}

/// <summary>How tokens are numbered.</summary>
/// <param name="Padding">The id that does not count, where some does not.</param>
internal sealed record Positions(PositionCount Count, PrefixPositions Prefix, string? Padding);
