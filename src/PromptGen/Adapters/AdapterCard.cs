using PromptGen.Heads;
using PromptGen.Prefixes;

namespace PromptGen.Adapters;

/// <summary>What an adapter says of itself beside its tensors; the content of <c>promptgen.json</c>.</summary>
public sealed record AdapterCard
{
    /// <summary>The version of this file's form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The encoder's schema name, such as <c>Bert</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The SHA-256 of the backbone's weights (<c>Backbone.Fingerprint</c>).</summary>
    public required string BaseModelFingerprint { get; init; }

    /// <summary>The SHA-256 of the tokenizer's files and effective options.</summary>
    public required string TokenizerFingerprint { get; init; }

    /// <summary>The most tokens of a row, special ones included, that texts were cut to.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The head's published form.</summary>
    public required HeadForm Head { get; init; }

    /// <summary>The label names, in the order of the head's outputs.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>P; 0: the head alone was trained.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The prompted layers, 0-based, ascending; empty without a prefix.</summary>
    public required IReadOnlyList<int> PromptedLayers { get; init; }

    /// <summary>How far token positions move behind the prefix, in layers without one too.</summary>
    public required int PositionShift { get; init; }

    /// <summary>What becomes of the embeddings of padding, in an encoder that zeroes them.</summary>
    public PaddingEmbeddings Padding { get; init; } = PaddingEmbeddings.Zeroed;

    /// <summary>How it was trained.</summary>
    public required TrainingSummary Training { get; init; }
}

/// <summary>How an adapter was trained.</summary>
public sealed record TrainingSummary
{
    /// <summary>Whether an MLP made the prefix while it was trained; it was collapsed before saving.</summary>
    public required string Reparameterization { get; init; }

    /// <summary>Epochs finished.</summary>
    public required int Epochs { get; init; }

    /// <summary>The 1-based epoch whose weights these are; null: the last.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>What dev data were scored by, such as <c>accuracy</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>The best epoch's score on dev data.</summary>
    public double? DevScore { get; init; }

    /// <summary>Steps done.</summary>
    public required int Steps { get; init; }

    /// <summary>Examples in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The seed of weights, order and dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>Training examples.</summary>
    public required int Examples { get; init; }

    /// <summary>Numbers trained.</summary>
    public required long TrainableParameters { get; init; }

    /// <summary>Numbers in the backbone.</summary>
    public required long FrozenParameters { get; init; }

    /// <summary>The SHA-256 of the backbone's weights before training.</summary>
    public required string FingerprintBefore { get; init; }

    /// <summary>The same after training; equal to that before, since the backbone is frozen.</summary>
    public required string FingerprintAfter { get; init; }

    /// <summary>Whether the run was interrupted.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Wall-clock seconds.</summary>
    public required double Seconds { get; init; }
}
