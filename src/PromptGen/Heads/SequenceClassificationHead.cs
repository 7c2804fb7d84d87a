using System.ComponentModel.DataAnnotations;
using PromptGen.Encoders;
using PromptGen.Predictions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>
/// A label for a row, several, or a number: pooling, dropout, a linear layer (the reference's <c>*PrefixForSequenceClassification</c>, which
/// chooses among the three losses likewise).
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class SequenceClassificationHead<TEncoder> : AnsweringHead<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly PooledOutput<TEncoder> pooled;

    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="labelCount">The number of labels.</param>
    /// <param name="form">
    /// Null: the encoder's usual form; where that needs a pooler that the checkpoint lacks, one of its own on the first token, trained.
    /// </param>
    /// <param name="dropout">Rate of dropout on the pooled vector; null: the encoder's.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <param name="labels">What the outputs mean; null: a number where there is one output, else one label of several.</param>
    /// <exception cref="ArgumentException">The form is for another task, or needs a pooler that is not there.</exception>
    public SequenceClassificationHead(
        Backbone<TEncoder> backbone, [Range(1, int.MaxValue)] int labelCount, HeadForm? form = null, double? dropout = null, Generator? generator = null, LabelKind? labels = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 1);
        Labels = labels ?? (labelCount == 1 ? LabelKind.Value : LabelKind.One);
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

    /// <summary>What the outputs mean.</summary>
    public LabelKind Labels { get; }

    /// <inheritdoc/>
    /// <remarks>
    /// Labels are [B], int64, where each row has one; [B, labels] of 0 and 1 where it may have several; [B] or [B, outputs] of numbers.
    /// </remarks>
    public override Tensor LossSums(Tensor logits, Tensor labels, Tensor mask) => (Labels switch
    {
        LabelKind.Value => nn.functional.mse_loss(logits, labels.to(logits.dtype).view(logits.shape), nn.Reduction.Sum),
        LabelKind.Several => nn.functional.binary_cross_entropy_with_logits(logits, labels.to(logits.dtype), reduction: nn.Reduction.Sum),
        _ => nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum),
    }).view(1);

    /// <inheritdoc/>
    /// <remarks>Rows; where a row may have several labels, or is told numbers, those of all rows.</remarks>
    public override IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask) => [labels.numel()];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights() => pooled.Weights();

    internal override AnsweringHead<TEncoder> Another(Backbone<TEncoder> backbone, Generator generator) =>
        new SequenceClassificationHead<TEncoder>(backbone, LabelCount, Form, generator: generator, labels: Labels);

    internal override Tensor Outputs(Tensor logits) => Labels switch
    {
        LabelKind.Value => logits,
        LabelKind.Several => logits.sigmoid(),
        _ => nn.functional.softmax(logits, -1),
    };

    internal override int OutputCount(int tokens) => LabelCount;

    internal override Answer Answer(double[] outputs, IReadOnlyList<string> labels) => Labels switch
    {
        LabelKind.Value => new ValuePrediction(outputs),
        LabelKind.Several => SeveralPrediction.Of(outputs, labels),
        _ => Prediction.Of(outputs, labels),
    };

    internal override Tensor? Pooled(EncoderOutput<TEncoder> output) => pooled.Pool(output, Training);
}
