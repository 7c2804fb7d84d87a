using PromptGen.Encoders;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>
/// One label for a row: pooling, dropout, a linear layer (the reference's <c>*PrefixForSequenceClassification</c>). With one label
/// in all the loss is the squared error, otherwise cross entropy.
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class SequenceClassificationHead<TEncoder> : Head<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly PooledOutput<TEncoder> pooled;

    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="labelCount">The number of labels.</param>
    /// <param name="form">
    /// Null: the encoder's usual form; where that needs a pooler that the checkpoint lacks, one of its own on the first token, trained.
    /// </param>
    /// <param name="dropout">Rate of dropout on the pooled vector; null: the encoder's.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <exception cref="ArgumentException">The form is for another task, or needs a pooler that is not there.</exception>
    public SequenceClassificationHead(
        Backbone<TEncoder> backbone, int labelCount, HeadForm? form = null, double? dropout = null, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 1);
        Form = FormFor(backbone, form, HeadTask.SequenceClassification);
        pooled = new PooledOutput<TEncoder>(Form, backbone, labelCount, dropout ?? backbone.HiddenDropout, generator);
        LabelCount = labelCount;
    }

    /// <inheritdoc/>
    public override HeadForm Form { get; }

    /// <inheritdoc/>
    public override int LabelCount { get; }

    /// <inheritdoc/>
    /// <returns>[B, labels]</returns>
    public override Tensor Logits(EncoderOutput<TEncoder> output) => pooled.Forward(output, Training);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor logits, Tensor labels, Tensor mask) => LabelCount == 1
        ? nn.functional.mse_loss(logits.squeeze(1), labels.to(logits.dtype))
        : nn.functional.cross_entropy(logits, labels);

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights() => pooled.Weights();

    internal override Tensor? Pooled(EncoderOutput<TEncoder> output) => pooled.Pool(output, Training);
}
