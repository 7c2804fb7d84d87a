using System.ComponentModel.DataAnnotations;
using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>
/// One label for each token: dropout and a linear layer (the reference's <c>*PrefixForTokenClassification</c>). Padding and tokens
/// labeled <see cref="Unlabeled.Token"/> have no part in the loss.
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class TokenClassificationHead<TEncoder> : AnsweringHead<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly HeadTransform? transform;
    private readonly TrainedLinear output;
    private readonly string path;
    private readonly double dropout;

    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="labelCount">The number of labels.</param>
    /// <param name="form">Null: the encoder's usual form.</param>
    /// <param name="dropout">Rate of dropout on the hidden states; null: the encoder's.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <exception cref="ArgumentException">The form is for another task.</exception>
    public TokenClassificationHead(
        Backbone<TEncoder> backbone, [Range(1, int.MaxValue)] int labelCount, HeadForm? form = null, double? dropout = null, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 1);
        Form = FormFor(backbone, form, HeadTask.TokenClassification);
        path = Form.OwnOutput;
        this.dropout = dropout ?? backbone.HiddenDropout;
        transform = HeadTransform.Of(Form, backbone.HiddenSize, backbone.HiddenSize, backbone.Device, generator);
        output = new TrainedLinear(backbone.HiddenSize, labelCount, backbone.Device, generator, !Form.OutputWithoutBias);
        LabelCount = labelCount;
    }

    /// <inheritdoc/>
    public override HeadForm Form { get; }

    /// <inheritdoc/>
    public override int LabelCount { get; }

    /// <inheritdoc/>
    /// <returns>[B, T, labels]</returns>
    public override Tensor Logits(EncoderOutput<TEncoder> output)
    {
        var x = transform is null ? output.LastHidden : transform.Forward(nn.functional.dropout(output.LastHidden, Form.InputDropout ?? dropout, Training));
        return this.output.Forward(nn.functional.dropout(x, dropout, Training));
    }

    /// <inheritdoc/>
    public override Tensor LossSums(Tensor logits, Tensor labels, Tensor mask) => nn.functional.cross_entropy(
        logits.reshape(-1, LabelCount), Counted(labels, mask).reshape(-1), ignore_index: Unlabeled.Token, reduction: nn.Reduction.Sum).view(1);

    /// <inheritdoc/>
    public override IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask) => [Counted(labels, mask).IsNot(Unlabeled.Token).sum().item<long>()];

    private static Tensor Counted(Tensor labels, Tensor mask) => labels.Filled(mask.IsNot(1), Unlabeled.Token);

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights() => [.. transform?.Parameters() ?? [], .. output.Parameters(path)];

    internal override AnsweringHead<TEncoder> Another(Backbone<TEncoder> backbone, Generator generator) =>
        new TokenClassificationHead<TEncoder>(backbone, LabelCount, Form, generator: generator);

    internal override Tensor Outputs(Tensor logits) => nn.functional.softmax(logits, -1);

    internal override int OutputCount(int tokens) => tokens * LabelCount;

    internal override Answer Answer(double[] outputs, IReadOnlyList<string> labels) =>
        new TokenPredictions([.. outputs.Chunk(LabelCount).Select(token => Prediction.Of(token, labels))]);
}
