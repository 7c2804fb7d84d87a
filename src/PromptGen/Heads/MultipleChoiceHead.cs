using System.ComponentModel.DataAnnotations;
using PromptGen.Encoders;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>
/// One choice among several rows: each row, a question with one of its choices, gets one score by pooling, dropout and a linear layer (the
/// reference's <c>*PrefixForMultipleChoice</c>). The rows of one question stand together; a batch holds B · K of them.
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class MultipleChoiceHead<TEncoder> : Head<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly PooledOutput<TEncoder> pooled;

    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="choiceCount">K, the choices of every question.</param>
    /// <param name="form">Null: the encoder's usual form.</param>
    /// <param name="dropout">Rate of dropout on the pooled vector; null: the encoder's.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <exception cref="ArgumentException">The form is for another task, or needs a pooler that is not there.</exception>
    public MultipleChoiceHead(
        Backbone<TEncoder> backbone, [Range(2, int.MaxValue)] int choiceCount, HeadForm? form = null, double? dropout = null, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(choiceCount, 2);
        Form = FormFor(backbone, form, HeadTask.MultipleChoice);
        pooled = new PooledOutput<TEncoder>(Form, backbone, outputs: 1, dropout ?? backbone.HiddenDropout, generator);
        LabelCount = choiceCount;
    }

    /// <inheritdoc/>
    public override HeadForm Form { get; }

    /// <inheritdoc/>
    public override int LabelCount { get; }

    /// <inheritdoc/>
    /// <returns>[B, K]</returns>
    /// <exception cref="ArgumentException">The rows are not whole questions.</exception>
    public override Tensor Logits(EncoderOutput<TEncoder> output) => Choices.OfRows(pooled.Forward(output, Training).squeeze(1), LabelCount);

    /// <inheritdoc/>
    /// <remarks>Labels are [B], int64: the right choice of each question.</remarks>
    public override Tensor LossSums(Tensor logits, Tensor labels, Tensor mask) => nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum).view(1);

    /// <inheritdoc/>
    public override IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask) => [labels.shape[0]];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights() => pooled.Weights();

    internal override Tensor? Pooled(EncoderOutput<TEncoder> output) => pooled.Pool(output, Training);
}
