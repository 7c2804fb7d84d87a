using PromptGen.Encoders;
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

    /// <summary>Which input of a <see cref="HeadForm"/> it is.</summary>
    public abstract HeadInput Input { get; }

    internal abstract Tensor Pool(EncoderOutput<TEncoder> output, bool training);

    /// <inheritdoc/>
    public abstract IEnumerable<(string Name, Parameter Parameter)> Parameters();
}

/// <summary>Makes the two kinds of pooling.</summary>
public static class Pooling
{
    /// <summary>The encoder's own pooler, frozen with it. An encoder without one does not compile here.</summary>
    public static Pooling<TEncoder> OfEncoder<TEncoder>() where TEncoder : Encoder, IDescribed<TEncoder>, IPooled => new EncoderPooling<TEncoder>();

    /// <summary>A dense layer and an activation on the first token, trained with the head.</summary>
    /// <param name="form">A form with a dense layer, which names its tensors.</param>
    /// <param name="hiddenSize">C</param>
    /// <param name="dropout">Rate of dropout before the dense layer.</param>
    /// <param name="device">Where the weights lie.</param>
    /// <param name="generator">Draws the weights: N(0, 0.02), zero biases.</param>
    public static Pooling<TEncoder> Trained<TEncoder>(HeadForm form, int hiddenSize, double dropout, Device device, Generator? generator = null)
        where TEncoder : Encoder, IDescribed<TEncoder> => new TrainedPooling<TEncoder>(form, hiddenSize, dropout, device, generator);

    private sealed class EncoderPooling<TEncoder> : Pooling<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>, IPooled
    {
        public override HeadInput Input => HeadInput.Pooled;

        internal override Tensor Pool(EncoderOutput<TEncoder> output, bool training) => output.Pool();

        public override IEnumerable<(string Name, Parameter Parameter)> Parameters() => [];
    }

    private sealed class TrainedPooling<TEncoder>(HeadForm form, int hiddenSize, double dropout, Device device, Generator? generator) : Pooling<TEncoder>
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        private readonly string path = form.Dense ?? throw new ArgumentException("The form has no dense layer.", nameof(form));
        private readonly Activation activation = form.Activation ?? Activation.Tanh;
        private readonly TrainedLinear dense = new(hiddenSize, hiddenSize, device, generator);

        public override HeadInput Input => HeadInput.FirstToken;

        internal override Tensor Pool(EncoderOutput<TEncoder> output, bool training)
        {
            var first = nn.functional.dropout(output.LastHidden.select(1, 0), dropout, training);
            return activation.Apply(dense.Forward(first));
        }

        public override IEnumerable<(string Name, Parameter Parameter)> Parameters() => dense.Parameters(path);
    }
}
