using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>What becomes of the embeddings of padding.</summary>
internal enum PaddingEmbeddings
{
    Kept,
    Zeroed,
}

/// <summary>What turns tokens into vectors: a sum of table rows.</summary>
internal sealed record Embeddings(
    SizeExpression Width,
    EquatableArray<EmbeddingTable> Tables,
    Positions Positions,
    Norm? NormAfter,
    PaddingEmbeddings Padding,
    RateValue? Dropout,
    Spot At)
{
    public IEnumerable<WeightModule> Weights =>
        [.. Tables.SelectMany(table => table.Weights(Width)), .. NormAfter?.Weights("norm", Width) ?? []];
}
