using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen;

/// <summary>Frozen encoder + prefix + head: what P-Tuning v2 trains, and what it saves all but the encoder of.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
/// <typeparam name="THead">The head.</typeparam>
public sealed class PromptedModel<TEncoder, THead>
    where TEncoder : Encoder, IDescribed<TEncoder>
    where THead : Head<TEncoder>
{
    internal PromptedModel(PromptedEncoder<TEncoder> prompted, THead head) => (Prompted, Head) = (prompted, head);

    internal PromptedEncoder<TEncoder> Prompted { get; }

    /// <summary>The encoder.</summary>
    public Backbone<TEncoder> Backbone => Prompted.Backbone;

    /// <summary>The prefix; null when the head alone is trained, or the whole encoder.</summary>
    public Prefix<TEncoder>? Prefix => Prompted.Prefix;

    /// <summary>Which segments the tokens lie in.</summary>
    public TokenTypeUse TokenTypes => Prompted.TokenTypes;

    /// <summary>The head.</summary>
    public THead Head { get; }

    /// <summary>The same encoder, prefix and head, told otherwise which segments the tokens lie in.</summary>
    /// <param name="tokenTypes">Which.</param>
    public PromptedModel<TEncoder, THead> WithTokenTypes(TokenTypeUse tokenTypes) => new(Prompted.WithTokenTypes(tokenTypes), Head);

    /// <summary>All that an optimizer may change: prefix and head, and the encoder only where it was unfrozen.</summary>
    public IReadOnlyList<ITrainable> Trainables =>
        [.. new ITrainable?[] { Backbone as ITrainable, Prefix, Head }.OfType<ITrainable>()];

    /// <summary>Numbers that are trained.</summary>
    public long TrainableCount => Trainables.SelectMany(t => t.Parameters()).Sum(p => p.Parameter.numel());

    /// <summary>Draws dropout, in the frozen encoder too, as the reference does.</summary>
    public void Train() => SetTraining(true);

    /// <summary>Draws no dropout.</summary>
    public void Eval() => SetTraining(false);

    private void SetTraining(bool training)
    {
        // Written only where it changes: others may be predicting over the same encoder.
        if (Backbone.Encoder.training != training) Backbone.Encoder.train(training);
        if (Prefix is not null) Prefix.Training = training;
        Head.Training = training;
    }
}

/// <summary>The forward passes; the compiler checks that the input is the encoder's.</summary>
public static class Forward
{
    /// <summary>The hidden states.</summary>
    /// <param name="model">Encoder and prefix.</param>
    /// <param name="input">[B, T]</param>
    /// <param name="keepHiddenStates">Whether to keep the embedding output and every layer's output.</param>
    public static EncoderOutput<TEncoder> Encode<TEncoder, TInput>(
        this PromptedEncoder<TEncoder> model, TInput input, bool keepHiddenStates = false)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput> =>
        model.Run(input, model.Backbone.Encoder, keepHiddenStates);

    /// <inheritdoc cref="Encode{TEncoder, TInput}(PromptedEncoder{TEncoder}, TInput, bool)"/>
    public static EncoderOutput<TEncoder> Encode<TEncoder, THead, TInput>(
        this PromptedModel<TEncoder, THead> model, TInput input, bool keepHiddenStates = false)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput> =>
        model.Prompted.Encode(input, keepHiddenStates);

    /// <summary>The scores of each label, before softmax.</summary>
    /// <param name="model">Encoder, prefix and head.</param>
    /// <param name="input">[B, T]</param>
    /// <returns>[B, labels], or [B, T, labels] for a head over tokens.</returns>
    public static Tensor Logits<TEncoder, THead, TInput>(this PromptedModel<TEncoder, THead> model, TInput input)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput> =>
        model.Head.Logits(model.Encode(input));
}
