using PromptGen.Encoders;
using PromptGen.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>
/// One of several words in a blank: the scores of the candidates where part B begins (GLM's <c>GLMForSingleTokenCloze</c>). The input
/// carries them (<see cref="IPartedInput.Candidates"/>, [B, K]).
/// </summary>
/// <typeparam name="TEncoder">The encoder, whose input has parts.</typeparam>
/// <param name="model">Scores words; frozen or trained, as it is.</param>
/// <param name="candidateCount">K, the candidates of every row.</param>
public sealed class SingleTokenClozeHead<TEncoder>(LanguageModelHead<TEncoder> model, int candidateCount) : Head<TEncoder>
    where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <inheritdoc/>
    public override HeadForm Form => model.Form;

    /// <inheritdoc/>
    public override int LabelCount => candidateCount;

    /// <inheritdoc/>
    /// <returns>[B, K]; the lowest number where a candidate does not count.</returns>
    /// <exception cref="ArgumentException">The input has no parts, or no candidates.</exception>
    public override Tensor Logits(EncoderOutput<TEncoder> output)
    {
        var (parted, candidates) = Cloze.Of(output, [output.LastHidden.shape[0], candidateCount]);
        var first = output.LastHiddenAt(parted.PartB);                      // [B, C]
        var scores = model.Scores(output, first).gather(1, candidates.Ids); // [B, K]
        return scores.Filled(candidates.Mask.Is(0), float.MinValue);
    }

    /// <inheritdoc/>
    /// <remarks>Labels are [B], int64: the right candidate of each row.</remarks>
    public override Tensor LossSums(Tensor logits, Tensor labels, Tensor mask) => nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum).view(1);

    /// <inheritdoc/>
    public override IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask) => [labels.shape[0]];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights() => model.Weights();
}
