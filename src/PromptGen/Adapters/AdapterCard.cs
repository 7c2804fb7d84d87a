using System.Text.Json.Serialization;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;

namespace PromptGen.Adapters;

/// <summary>
/// What an adapter says of itself beside its tensors; the content of <c>promptgen.json</c>. Of an adapter that PEFT wrote it holds what can be
/// known from PEFT's files; what they do not say is null.
/// </summary>
public sealed record AdapterCard
{
    /// <summary>The version of this file's form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The encoder's schema name, such as <c>Bert</c>; null: not known, as of an adapter that PEFT wrote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Architecture { get; init; }

    /// <summary>The SHA-256 of the backbone's weights (<c>Backbone.Fingerprint</c>); null: not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? BaseModelFingerprint { get; init; }

    /// <summary>The SHA-256 of the tokenizer's files and effective options; null: not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? TokenizerFingerprint { get; init; }

    /// <summary>The most tokens of a row, special ones included, that texts were cut to; null: not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? MaxTokens { get; init; }

    /// <summary>The head's published form; null: there is no head, and the encoder's hidden states are the result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required HeadForm? Head { get; init; }

    /// <summary>The label names, in the order of the head's outputs; empty for tasks without labels.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What the outputs of a head over rows mean; null: what <see cref="SequenceClassificationHead{TEncoder}"/> takes by their number.</summary>
    public LabelKind? LabelKind { get; init; }

    /// <summary>What kind of texts it was trained on; null: not known.</summary>
    public TextInputs? Inputs { get; init; }

    /// <summary>P; 0: the head alone was trained.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The prompted layers, 0-based, ascending; empty without a prefix; null: every layer, however many the encoder has, as in PEFT.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required IReadOnlyList<int>? PromptedLayers { get; init; }

    /// <summary>The layers of the encoder that it was trained on; null: not known.</summary>
    public int? LayerCount { get; init; }

    /// <summary>The key/value heads of a prompted layer, into which the prefix's columns are divided; null: not known.</summary>
    public int? HeadCount { get; init; }

    /// <summary>How far token positions move behind the prefix, in layers without one too.</summary>
    public required int PositionShift { get; init; }

    /// <summary>What becomes of the embeddings of padding, in an encoder that zeroes them.</summary>
    public PaddingEmbeddings Padding { get; init; } = PaddingEmbeddings.Zeroed;

    /// <summary>Which segments the tokens lay in.</summary>
    public TokenTypeUse TokenTypes { get; init; } = TokenTypeUse.Given;

    /// <summary>How it was trained; null: not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TrainingSummary? Training { get; init; }

    /// <summary>Why it cannot answer a single text, or a pair: it was trained on the other kind, and its answers to this one mean nothing.</summary>
    /// <param name="isPair">Whether there is a second text.</param>
    /// <returns>A sentence's end, such as "was trained on pairs of texts, and here is a single one"; null: it can answer, as far as is known.</returns>
    public string? WhyNot(bool isPair) => (Inputs, isPair) switch
    {
        (TextInputs.Pair, false) => "was trained on pairs of texts, and here is a single one",
        (TextInputs.Single, true) => "was trained on single texts, and here is a pair",
        _ => null,
    };
}
