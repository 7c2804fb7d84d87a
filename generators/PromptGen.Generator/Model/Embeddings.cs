using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>What becomes of the embeddings of padding.</summary>
internal enum PaddingEmbeddings
{
    Kept,
    Zeroed,
}

/// <summary>When there is a projection from the width of the tables to that of the layers.</summary>
internal enum ProjectionPresence
{
    Always,
    WidthsDiffer,
}

/// <summary>A linear map from the width of the tables to that of the layers; the last step.</summary>
internal sealed record EmbeddingProjection(Linear Linear, ProjectionPresence Presence);

/// <summary>What turns tokens into vectors: a sum of table rows.</summary>
internal sealed record Embeddings(
    SizeExpression Width,
    EquatableArray<EmbeddingTable> Tables,
    Positions Positions,
    Norm? NormAfter,
    PaddingEmbeddings Padding,
    RateValue? Dropout,
    EmbeddingProjection? Projection,
    Spot At)
{
    /// <param name="layers">The width of the layers.</param>
    public IEnumerable<WeightModule> Weights(SizeExpression layers) =>
    [
        .. Tables.SelectMany(table => table.Weights(Width)),
        .. NormAfter?.Weights("norm", Width) ?? [],
        .. Projection?.Linear.Weights("projection", Width, layers).Select(weights => weights.If(ProjectionWhen(layers))) ?? [],
    ];

    /// <summary>What must hold for the projection to be there.</summary>
    public EquatableArray<Condition> ProjectionWhen(SizeExpression layers) =>
        Projection?.Presence == ProjectionPresence.WidthsDiffer ? [new Condition.Differ(Width, layers)] : [];
}
