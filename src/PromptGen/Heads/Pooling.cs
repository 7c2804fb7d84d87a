using PromptGen.Encoders;
using PromptGen.Tensors;
using PromptGen.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>How a head gets one vector for a whole row.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public abstract class Pooling<TEncoder> : ITrainable where TEncoder : Encoder, IDescribed<TEncoder>
{
    private protected Pooling()
    {
    }

    internal abstract Tensor Pool(EncoderOutput<TEncoder> output, bool training);

    /// <inheritdoc/>
    public abstract IEnumerable<(string Name, Parameter Parameter)> Parameters();
}

/// <summary>Makes the kinds of pooling.</summary>
public static class Pooling
{
    /// <summary>The encoder's own pooler, frozen with it. An encoder without one does not compile here.</summary>
    public static Pooling<TEncoder> OfEncoder<TEncoder>() where TEncoder : Encoder, IDescribed<TEncoder>, IPooled => new EncoderPooling<TEncoder>();

    /// <summary>What a form of a head asks for: the encoder's pooler, or one token with a dense layer, trained with the head.</summary>
    /// <param name="form">The form, which names the tensors.</param>
    /// <param name="backbone">The encoder.</param>
    /// <param name="dropout">Rate of dropout before the dense layer, where the form does not say.</param>
    /// <param name="generator">Draws the weights: N(0, 0.02), zero biases.</param>
    /// <exception cref="ArgumentException">The form reads the encoder's pooled vector, and there is no pooler; or it reads every token.</exception>
    public static Pooling<TEncoder> Of<TEncoder>(HeadForm form, Backbone<TEncoder> backbone, double dropout, Generator? generator = null)
        where TEncoder : Encoder, IDescribed<TEncoder> => form.Input switch
    {
        HeadInput.Pooled when backbone.HasPooler && TEncoder.Description.Pooling is { } ofEncoder => ofEncoder,
        HeadInput.Pooled => throw new ArgumentException(
            $"The form '{form.Output}' reads the encoder's pooled vector, and this checkpoint of {TEncoder.Description.Architecture} has no pooler; "
            + "use a form with a dense layer of its own, which is trained.", nameof(form)),
        HeadInput.Tokens when form.Task is not (HeadTask.SequenceClassification or HeadTask.MultipleChoice) =>
            throw new ArgumentException($"The form '{form.Output}' reads every token, not one vector for a row.", nameof(form)),
        _ => new TokenPooling<TEncoder>(form, backbone, dropout, generator),
    };

    private sealed class EncoderPooling<TEncoder> : Pooling<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>, IPooled
    {
        internal override Tensor Pool(EncoderOutput<TEncoder> output, bool training) => output.Pool();

        public override IEnumerable<(string Name, Parameter Parameter)> Parameters() => [];
    }

    private sealed class TokenPooling<TEncoder>(HeadForm form, Backbone<TEncoder> backbone, double dropout, Generator? generator) : Pooling<TEncoder>
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        private readonly HeadTransform? transform = HeadTransform.Of(form, backbone.HiddenSize, backbone.HiddenSize, backbone.Device, generator);

        internal override Tensor Pool(EncoderOutput<TEncoder> output, bool training)
        {
            var x = form.Input == HeadInput.Tokens ? output.LastHidden : Token(output); // [B, T, C] or [B, C]
            if (transform is not null) x = transform.Forward(nn.functional.dropout(x, form.InputDropout ?? dropout, training));
            return form.Input == HeadInput.Tokens ? output.Mean(x) : x;
        }

        private Tensor Token(EncoderOutput<TEncoder> output)
        {
            if (form.Input == HeadInput.FirstToken) return output.LastHidden.select(1, 0);
            if (form.Input == HeadInput.LastToken) return output.LastHiddenAt(output.LastToken());
            if (form.Input == HeadInput.MeanOfTokens) return output.Mean(output.LastHidden);
            if (output.Input is not IPartedInput parted)
                throw new ArgumentException($"The form '{form.Output}' reads a token of part A or B, and the rows of this encoder have no parts.", nameof(output));
            return output.LastHiddenAt(form.Input == HeadInput.EndOfPartA ? parted.PartB.Plus(-1) : parted.PartB.AtMost(output.LastHidden.shape[1] - 1));
        }

        public override IEnumerable<(string Name, Parameter Parameter)> Parameters() => transform?.Parameters() ?? [];
    }
}
