using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>What a table is indexed by.</summary>
internal enum TableIndex
{
    Ids,
    Positions,
    BlockPositions,
    TokenTypes,
}

/// <summary>A table of learned vectors.</summary>
/// <param name="Index">Null: none that is known, which is reported.</param>
/// <param name="When">What must hold for it to be there.</param>
internal sealed record EmbeddingTable(
    string Name, SizeExpression Rows, TableIndex? Index, string From, EquatableArray<Condition> When, Spot At, Spot NamedAt)
{
    public IEnumerable<WeightModule> Weights(SizeExpression width) => [new WeightModule(Name, From, At, Rows * width).If(When)];
}
