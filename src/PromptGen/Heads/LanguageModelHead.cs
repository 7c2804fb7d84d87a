using PromptGen.Encoders;
using PromptGen.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>
/// A score for every word at each token, by the encoder's own table of words: masked language models (BERT, RoBERTa) and GLM. Under prompts
/// it stays as pretrained, so it begins frozen; its weights come from the checkpoint (<c>CheckpointFolder.ReadHead</c>, <see cref="Head{TEncoder}.Load"/>).
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class LanguageModelHead<TEncoder> : Head<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly TiedWords<TEncoder> words;
    private readonly HeadTransform? transform;
    private readonly Parameter? bias;

    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="words">Its table of words.</param>
    /// <param name="form">Null: the encoder's usual form.</param>
    /// <param name="trained">Whether its own weights are trained; the table belongs to the encoder.</param>
    /// <param name="generator">Draws the weights, where no checkpoint brings them.</param>
    /// <exception cref="ArgumentException">The form is for another task.</exception>
    public LanguageModelHead(
        Backbone<TEncoder> backbone, TiedWords<TEncoder> words, HeadForm? form = null, bool trained = false, Generator? generator = null)
    {
        this.words = words;
        Form = FormFor(backbone, form, HeadTask.LanguageModel);
        LabelCount = backbone.WordCount;
        transform = HeadTransform.Of(Form, backbone.HiddenSize, backbone.WordWidth, backbone.Device, generator);
        if (Form.TiedBias is not null) bias = new Parameter(zeros(LabelCount, device: backbone.Device));
        if (!trained) Freeze();
    }

    /// <inheritdoc/>
    public override HeadForm Form { get; }

    /// <inheritdoc/>
    public override int LabelCount { get; }

    /// <inheritdoc/>
    /// <returns>[B, T, words]</returns>
    public override Tensor Logits(EncoderOutput<TEncoder> output) => Scores(output, output.LastHidden);

    /// <summary>The scores at chosen tokens only.</summary>
    /// <param name="output">The hidden states.</param>
    /// <param name="x">[..., C], some of them.</param>
    /// <returns>[..., words]</returns>
    internal Tensor Scores(EncoderOutput<TEncoder> output, Tensor x)
    {
        var scores = words.Score(output, transform is null ? x : transform.Forward(x));
        return bias is null ? scores : scores.Plus(bias);
    }

    /// <inheritdoc/>
    /// <remarks>Labels are [B, T], int64: the word of each token, or <see cref="Unlabeled.Token"/>.</remarks>
    public override Tensor LossSums(Tensor logits, Tensor labels, Tensor mask) =>
        nn.functional.cross_entropy(logits.reshape(-1, logits.shape[2]), labels.reshape(-1), ignore_index: Unlabeled.Token, reduction: nn.Reduction.Sum).view(1);

    /// <inheritdoc/>
    public override IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask) => [labels.IsNot(Unlabeled.Token).sum().item<long>()];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights()
    {
        foreach (var weight in transform?.Parameters() ?? []) yield return weight;
        if (bias is not null) yield return (Form.TiedBias!, bias);
    }
}
