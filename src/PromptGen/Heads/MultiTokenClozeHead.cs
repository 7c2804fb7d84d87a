using PromptGen.Encoders;
using PromptGen.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>
/// One of several texts in a blank: a row for each candidate, which its part B spells, and its score is the sum of the log probabilities of its
/// tokens (GLM's <c>GLMForMultiTokenCloze</c>). The rows of one question stand together. The input carries which token should follow each slot
/// (<see cref="IPartedInput.Candidates"/>, [B · K, T]).
/// </summary>
/// <typeparam name="TEncoder">The encoder, whose input has parts.</typeparam>
/// <param name="model">Scores words; frozen or trained, as it is.</param>
/// <param name="choiceCount">K, the candidates of every question.</param>
/// <param name="lengthPenalty">Scores are divided by the number of tokens to this power; 0: not at all.</param>
public sealed class MultiTokenClozeHead<TEncoder>(LanguageModelHead<TEncoder> model, int choiceCount, double lengthPenalty = 0) : Head<TEncoder>
    where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <inheritdoc/>
    public override HeadForm Form => model.Form;

    /// <inheritdoc/>
    public override int LabelCount => choiceCount;

    /// <inheritdoc/>
    /// <returns>[B, K]</returns>
    /// <exception cref="ArgumentException">The input has no parts, or no candidates, or the rows are not whole questions.</exception>
    public override Tensor Logits(EncoderOutput<TEncoder> output)
    {
        var (_, candidates) = Cloze.Of(output, [output.LastHidden.shape[0], output.LastHidden.shape[1]]);
        var words = nn.functional.log_softmax(model.Logits(output), -1);                         // [B · K, T, words]
        var spelled = words.gather(2, candidates.Ids.unsqueeze(2)).squeeze(2) * candidates.Mask; // [B · K, T]
        var scores = spelled.sum(1);
        if (lengthPenalty > 0) scores = scores / candidates.Mask.sum(1).to(scores.dtype).Power(lengthPenalty);
        return Choices.OfRows(scores, choiceCount);
    }

    /// <inheritdoc/>
    /// <remarks>Labels are [B], int64: the right candidate of each question.</remarks>
    public override Tensor LossSums(Tensor logits, Tensor labels, Tensor mask) => nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum).view(1);

    /// <inheritdoc/>
    public override IReadOnlyList<long> LossWeights(Tensor labels, Tensor mask) => [labels.shape[0]];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Weights() => model.Weights();
}
