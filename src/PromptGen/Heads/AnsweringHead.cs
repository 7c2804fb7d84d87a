using PromptGen.Encoders;
using PromptGen.Predictions;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>A head whose outputs for one row are an <see cref="Answer"/>: what pools, and the tasks of data files, work with.</summary>
/// <typeparam name="TEncoder">The encoder whose hidden states it reads.</typeparam>
public abstract class AnsweringHead<TEncoder> : Head<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private protected AnsweringHead()
    {
    }

    /// <summary>A head of the same form and size, with weights of its own.</summary>
    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="generator">Draws the weights.</param>
    internal abstract AnsweringHead<TEncoder> Another(Backbone<TEncoder> backbone, Generator generator);

    /// <summary>What an answer is read from: probabilities, numbers or scores.</summary>
    /// <param name="logits">From <see cref="Head{TEncoder}.Logits"/>, float64.</param>
    /// <returns>Of the same shape.</returns>
    internal abstract Tensor Outputs(Tensor logits);

    /// <summary>How many outputs a row has.</summary>
    /// <param name="tokens">T</param>
    internal abstract int OutputCount(int tokens);

    /// <summary>Reads the answer of one row.</summary>
    /// <param name="outputs">As many as <see cref="OutputCount"/> says.</param>
    /// <param name="labels">The names of the head's outputs, in their order.</param>
    internal abstract Answer Answer(double[] outputs, IReadOnlyList<string> labels);
}
