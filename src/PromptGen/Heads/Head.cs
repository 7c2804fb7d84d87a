using PromptGen.Encoders;
using PromptGen.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>What turns the hidden states of an encoder into an answer; always trained.</summary>
/// <typeparam name="TEncoder">The encoder whose hidden states it reads.</typeparam>
public abstract class Head<TEncoder> : ITrainable, IDisposable where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <summary>The published form it has, which names its tensors in checkpoints and adapters.</summary>
    public abstract HeadForm Form { get; }

    /// <summary>The number of labels.</summary>
    public abstract int LabelCount { get; }

    /// <summary>Whether dropout is drawn.</summary>
    public bool Training { get; set; }

    /// <summary>The scores of each label, before softmax.</summary>
    /// <param name="output">[B, T, C] hidden states.</param>
    /// <returns>[B, labels], or [B, T, labels] for a head over tokens.</returns>
    public abstract Tensor Logits(EncoderOutput<TEncoder> output);

    /// <summary>The mean loss over the examples, or over the labeled tokens.</summary>
    /// <param name="logits">From <see cref="Logits"/>.</param>
    /// <param name="labels">[B] or [B, T], int64.</param>
    /// <param name="mask">[B, T]: 1 at tokens, 0 at padding.</param>
    /// <returns>One number.</returns>
    public abstract Tensor Loss(Tensor logits, Tensor labels, Tensor mask);

    /// <inheritdoc/>
    public abstract IEnumerable<(string Name, Parameter Parameter)> Parameters();

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var (_, parameter) in Parameters()) parameter.Dispose();
        GC.SuppressFinalize(this);
    }
}
