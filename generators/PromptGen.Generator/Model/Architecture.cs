using System;
using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Model;

/// <summary>What a schema says, names resolved. Equal schemas give equal models, wherever their lines stand.</summary>
internal sealed record Architecture(
    Spot At,
    string SchemaFile,
    string Name,
    string Title,
    EquatableArray<string> ModelTypes,
    string Summary,
    string? Paper,
    EquatableArray<Size> Sizes,
    EquatableArray<Rate> Rates,
    EquatableArray<Option> Options,
    EquatableArray<FixedValue> Fixed,
    EquatableArray<TokenId> Ids,
    Embeddings Embeddings,
    Layers Layers,
    Norm? FinalNorm,
    Pooler? Pooler,
    EquatableArray<HeadForm> Heads,
    Checkpoint Checkpoint,
    TokenizerKind Tokenizer,
    EquatableArray<Preset> Presets)
{
    /// <summary>The one layer kind there is; a pattern over several is an addition here and in the emitter of layers.</summary>
    public LayerKind LayerKind => Layers.Kinds[0];

    /// <summary>Every module with weights, in the order in which the encoder registers them.</summary>
    public IEnumerable<WeightModule> Weights
    {
        get
        {
            foreach (var weights in Embeddings.Weights) yield return weights.Inside("embeddings");
            foreach (var weights in Layers.Weights) yield return weights;
            if (FinalNorm is not null)
                foreach (var weights in FinalNorm.Weights("finalNorm", Layers.Width)) yield return weights;
            if (Pooler is not null)
                foreach (var weights in Pooler.Dense.Weights("pooler", Layers.Width, Layers.Width)) yield return weights;
        }
    }

    /// <summary>The path of a module in a checkpoint, below the root or absolute.</summary>
    public string CheckpointPath(WeightModule weights) => weights.EachLayer && !weights.From.StartsWith("/", StringComparison.Ordinal)
        ? Layers.From + "." + weights.From
        : weights.From;

    /// <summary>The exact number of parameters, as an expression of the sizes.</summary>
    public SizeExpression ParameterCount => Weights
        .Select(weights => weights.EachLayer ? weights.Parameters * Layers.Count : weights.Parameters)
        .Aggregate((SizeExpression)0, (sum, count) => sum + count);

    /// <summary>Every division whose rest must be 0.</summary>
    public IEnumerable<Division> Divisions => new[]
    {
        Sizes.SelectMany(size => size.Divisions),
        Size.DivisionsOf(Embeddings.Width),
        Embeddings.Tables.SelectMany(table => Size.DivisionsOf(table.Rows)),
        Size.DivisionsOf(Layers.Count),
        Size.DivisionsOf(Layers.Width),
        Layers.Kinds.SelectMany(kind => kind.Blocks).SelectMany(block => block.Divisions(Layers.Width)),
    }.SelectMany(divisions => divisions).Distinct();
}
