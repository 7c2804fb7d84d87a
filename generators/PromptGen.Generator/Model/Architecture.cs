using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace PromptGen.Generator.Model;

/// <summary>What a schema says, names resolved. Equal schemas give equal models, wherever their lines stand.</summary>
internal sealed record Architecture(
    Spot At,
    string SchemaFile,
    string Name,
    string Title,
    EquatableArray<ModelType> ModelTypes,
    string Summary,
    string? Paper,
    EquatableArray<Size> Sizes,
    EquatableArray<Rate> Rates,
    EquatableArray<Option> Options,
    EquatableArray<FixedValue> Fixed,
    EquatableArray<TokenId> Ids,
    Embeddings Embeddings,
    RelativeTable? RelativePositions,
    ScoreBias? ScoreBias,
    Layers Layers,
    Norm? FinalNorm,
    Pooler? Pooler,
    EquatableArray<HeadForm> Heads,
    Checkpoint Checkpoint,
    EquatableArray<TokenizerKind> Tokenizers,
    EquatableArray<Preset> Presets,
    EquatableArray<PartSource> Sources)
{
    /// <summary>The kind of the first layer. The others, if there are any, have the same modules.</summary>
    public LayerKind LayerKind => Layers.Kinds.FirstOrDefault(kind => kind.Name == Layers.Pattern.First) ?? Layers.Kinds[0];

    /// <summary>Every module with weights, in the order in which the encoder registers them.</summary>
    public IEnumerable<WeightModule> Weights
    {
        get
        {
            foreach (var weights in Embeddings.Weights(Layers.Width)) yield return weights.Inside("embeddings");
            if (RelativePositions is not null)
                foreach (var weights in RelativePositions.Weights(Layers.Width)) yield return weights.Inside("relativePositions");
            if (ScoreBias is ScoreBias.Learned learned && Layers.Kinds.SelectMany(kind => kind.Blocks).OfType<AttentionBlock>().FirstOrDefault() is { } attention)
                foreach (var weights in learned.Weights(attention.Heads)) yield return weights.Inside("scoreBias");
            foreach (var weights in Layers.Weights) yield return weights;
            if (Layers.Convolution is { } convolution)
                foreach (var weights in convolution.Weights(Layers.Width)) yield return weights.Inside("convolution");
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

    /// <summary>The exact number of parameters under one choice of sizes and options.</summary>
    public BigInteger CountParameters(Choices choices) => Weights
        .Where(weights => weights.When.All(condition => condition.Holds(choices)))
        .Select(weights => (weights.EachLayer ? weights.Parameters * LayersWith(weights) : weights.Parameters).Evaluate(choices.Sizes))
        .Aggregate(BigInteger.Zero, (sum, count) => sum + count);

    private SizeExpression LayersWith(WeightModule weights) =>
        weights.When.Any(condition => condition is Condition.AfterFirstLayer) ? Layers.Distinct + -1 : Layers.Distinct;

    /// <summary>
    /// Whether rows have a part A, which is context, and a part B, whose tokens see it and what stands before them: then the encoder reads
    /// more than ids and a mask.
    /// </summary>
    public bool HasParts => RowsHaveParts(Embeddings, Layers);

    public static bool RowsHaveParts(Embeddings embeddings, Layers layers) => embeddings.Positions.Count == PositionCount.Blocks
        || layers.Kinds.SelectMany(kind => kind.Blocks).OfType<AttentionBlock>().Any(block => block.Visible == Visibility.ContextThenCausal);

    /// <summary>Whether some form of a head scores every word by the table of words.</summary>
    public bool IsTied => Heads.Any(form => form.Tied is not null);

    /// <summary>What a configuration must say to be one of this encoder: keys that have no meaning where they are absent.</summary>
    public IEnumerable<RequiredKey> Requires =>
    [
        .. Fixed.Where(value => value.Required && value.Value is not null).Select(value => new RequiredKey(value.Config, [value.Value!])),
        .. Options.Where(option => option.Default is null).Select(option => new RequiredKey(option.Config, option.Values.Select(value => value.Text).ToEquatable())),
    ];

    /// <summary>Every number that C# holds in an <c>int</c>: how many there are of something, or how wide it is.</summary>
    public IEnumerable<SizeExpression> Numbers => new[]
    {
        Sizes.Select(size => (SizeExpression)new SizeExpression.Named(size.Name)),
        [Embeddings.Width, Layers.Count, Layers.Width],
        Embeddings.Tables.Select(table => table.Rows),
        Layers.Kinds.SelectMany(kind => kind.Blocks).SelectMany(block => block.Numbers(Layers.Width)),
        new[] { Layers.Groups, Layers.Pattern.Every, Embeddings.Positions.Limit, RelativePositions?.Rows, (ScoreBias as ScoreBias.Learned)?.Buckets, (ScoreBias as ScoreBias.Learned)?.Farthest, Layers.Convolution?.Kernel }.OfType<SizeExpression>(),
    }.SelectMany(numbers => numbers).Distinct();

    /// <summary>Every division whose rest must be 0.</summary>
    public IEnumerable<Division> Divisions => new[]
    {
        Sizes.SelectMany(size => size.Divisions),
        Size.DivisionsOf(Embeddings.Width),
        Embeddings.Tables.SelectMany(table => Size.DivisionsOf(table.Rows)),
        Size.DivisionsOf(Layers.Count),
        Size.DivisionsOf(Layers.Pattern.Every),
        Size.DivisionsOf(Embeddings.Positions.Limit),
        Layers.Groups is { } groups ? [.. Size.DivisionsOf(groups), new Division(Layers.Count, groups)] : [],
        Size.DivisionsOf(Layers.Width),
        Layers.Kinds.SelectMany(kind => kind.Blocks).SelectMany(block => block.Divisions(Layers.Width)),
        Size.DivisionsOf(RelativePositions?.Rows),
        ScoreBias is ScoreBias.Learned bias ? [.. Size.DivisionsOf(bias.Farthest), .. Size.DivisionsOf(bias.Buckets), new Division(bias.Buckets, 4)] : [],
        Size.DivisionsOf(Layers.Convolution?.Kernel),
    }.SelectMany(divisions => divisions).Distinct();
}
