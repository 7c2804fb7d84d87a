using System.Runtime.InteropServices;
using PromptGen.Checkpoints;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>What is known of an encoder before a checkpoint is opened. The way from a run-time name to its type is <see cref="Accept"/>.</summary>
public abstract class EncoderDescription
{
    private protected EncoderDescription()
    {
    }

    /// <summary>The schema's name for it, such as <c>Bert</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The <c>model_type</c> values of a <c>config.json</c> that it answers to.</summary>
    public required IReadOnlyList<string> ModelTypes { get; init; }

    /// <summary>
    /// Keys that a <c>config.json</c> must have, each with the values that it may have there: they tell encoders for one model type apart.
    /// </summary>
    public Dictionary<string, string[]> Requires { get; init; } = [];

    /// <summary>The kinds of tokenizer its checkpoints come with, the usual one first; the files of a checkpoint decide.</summary>
    public required IReadOnlyList<TokenizerKind> Tokenizers { get; init; }

    /// <summary>Where each weight lies in a published checkpoint.</summary>
    public required CheckpointMap Checkpoint { get; init; }

    /// <summary>Published sizes.</summary>
    public required IReadOnlyList<EncoderPreset> Presets { get; init; }

    /// <summary>Leads from this description to code that is generic over the encoder's type.</summary>
    /// <param name="visitor">The code.</param>
    public abstract TResult Accept<TResult>(IEncoderVisitor<TResult> visitor);
}

/// <summary>The description of one encoder type.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public abstract class EncoderDescription<TEncoder> : EncoderDescription where TEncoder : Encoder, IDescribed<TEncoder>
{
    private protected EncoderDescription()
    {
    }

    /// <summary>The encoder's own pooler for heads to use; null where its schema gives it none.</summary>
    public Pooling<TEncoder>? Pooling { get; init; }

    /// <summary>The encoder's table of words for language models to score words by; null where its schema has none with such a head.</summary>
    public TiedWords<TEncoder>? Words { get; init; }

    internal abstract TEncoder Create(ConfigJson config, ConstructionToken token);

    /// <summary>The hidden states of texts, for code that need not name the encoder's input.</summary>
    internal abstract EncoderOutput<TEncoder> Encode(
        TEncoder encoder, IReadOnlyList<TokenizedText> texts, int paddingId, Device device, PrefixKeyValues prefix);
}

/// <summary>The description of one encoder type and of what it reads.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
/// <typeparam name="TInput">Its input.</typeparam>
/// <param name="create">Reads the sizes and options from a <c>config.json</c> and builds the encoder on the meta device.</param>
public sealed class EncoderDescription<TEncoder, TInput>(Func<ConfigJson, ConstructionToken, TEncoder> create) : EncoderDescription<TEncoder>
    where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
    where TInput : IEncoderInput<TInput>
{
    internal override TEncoder Create(ConfigJson config, ConstructionToken token)
    {
        TEncoder encoder;
        try
        {
            encoder = create(config, token);
        }
        catch (ExternalException e)
        {
            throw new CheckpointException($"{config.Source}: no {Architecture} can have these sizes: {e.Message.Split('\n')[0]}", e);
        }
        // Layers that share their weights are more than are made.
        if (encoder.LayerCount <= ConstructionToken.MostLayers) return encoder;
        var count = encoder.LayerCount;
        encoder.Dispose();
        throw new CheckpointException($"{config.Source}: describes {count} layers; expected at most {ConstructionToken.MostLayers}.");
    }

    internal override EncoderOutput<TEncoder> Encode(
        TEncoder encoder, IReadOnlyList<TokenizedText> texts, int paddingId, Device device, PrefixKeyValues prefix)
    {
        var input = TInput.Collate(texts, paddingId, device);
        return new EncoderOutput<TEncoder>(encoder.Run(input, prefix, keepHiddenStates: false), encoder, input);
    }

    /// <inheritdoc/>
    public override TResult Accept<TResult>(IEncoderVisitor<TResult> visitor) => visitor.Visit(this);
}
