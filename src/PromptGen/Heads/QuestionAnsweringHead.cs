using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>The start and the end of an answer: a linear layer over tokens (the reference's <c>*PrefixForQuestionAnswering</c>, without dropout as there).</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class QuestionAnsweringHead<TEncoder> : AnsweringHead<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly HeadTransform? transform;
    private readonly TrainedLinear output;
    private readonly string path;

    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="form">Null: the encoder's usual form.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <exception cref="ArgumentException">The form is for another task.</exception>
    public QuestionAnsweringHead(Backbone<TEncoder> backbone, HeadForm? form = null, Generator? generator = null)
    {
        Form = FormFor(backbone, form, HeadTask.QuestionAnswering);
        path = Form.OwnOutput;
        transform = HeadTransform.Of(Form, backbone.HiddenSize, backbone.HiddenSize, backbone.Device, generator);
        output = new TrainedLinear(backbone.HiddenSize, LabelCount, backbone.Device, generator, !Form.OutputWithoutBias);
    }

    /// <inheritdoc/>
    public override HeadForm Form { get; }

    /// <inheritdoc/>
    /// <remarks>Start and end.</remarks>
    public override int LabelCount => 2;

    /// <inheritdoc/>
    /// <returns>[B, T, 2]: every token as start, and as end.</returns>
    public override Tensor Logits(EncoderOutput<TEncoder> output) =>
        this.output.Forward(transform is null ? output.LastHidden : transform.Forward(nn.functional.dropout(output.LastHidden, Form.InputDropout ?? 0, Training)));

    /// <inheritdoc/>
    /// <remarks>
    /// Labels are [B, 2], int64: start and end, a part each. One before the first token counts as the first; one behind the last has no part in the loss.
    /// </remarks>
    public override Tensor LossSums(Tensor logits, Tensor labels, Tensor mask)
    {
        var tokens = logits.shape[1];
        var clamped = Clamped(labels, mask);
        return stack([Side(0), Side(1)]);

        Tensor Side(long side) =>
            nn.functional.cross_entropy(logits.select(2, side), clamped.select(1, side), ignore_index: tokens, reduction: nn.Reduction.Sum);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask) =>
        [.. Clamped(labels, mask).IsNot(mask.shape[1]).sum(0, type: ScalarType.Int64).cpu().data<long>()];

    /// <returns>[B, 2]: T stands for all behind the last token.</returns>
    private static Tensor Clamped(Tensor labels, Tensor mask) => labels.AtLeast(0).AtMost(mask.shape[1]);

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights() => [.. transform?.Parameters() ?? [], .. output.Parameters(path)];

    internal override AnsweringHead<TEncoder> Another(Backbone<TEncoder> backbone, Generator generator) =>
        new QuestionAnsweringHead<TEncoder>(backbone, Form, generator);

    internal override Tensor Outputs(Tensor logits) => logits;

    internal override int OutputCount(int tokens) => tokens * LabelCount;

    internal override Answer Answer(double[] outputs, IReadOnlyList<string> labels) =>
        new SpanScores([.. outputs.Where((_, i) => i % 2 == 0)], [.. outputs.Where((_, i) => i % 2 == 1)]);
}
