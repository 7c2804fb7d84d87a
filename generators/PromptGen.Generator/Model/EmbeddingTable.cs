using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>What a table is indexed by.</summary>
internal enum TableIndex
{
    Ids,
    Positions,
    TokenTypes,
}

/// <summary>A table of learned vectors.</summary>
internal sealed record EmbeddingTable(string Name, SizeExpression Rows, TableIndex Index, string From, Spot At, Spot NamedAt)
{
    public IEnumerable<WeightModule> Weights(SizeExpression width) => [new(Name, From, At, Rows * width)];
}
