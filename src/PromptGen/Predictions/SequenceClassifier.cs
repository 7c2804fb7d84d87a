using System.Globalization;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tokenization;

namespace PromptGen.Predictions;

/// <summary>Classifies texts with one model, such as one in training; for adapters side by side, and for several threads, there is <see cref="AdapterPool{TEncoder}"/>.</summary>
/// <param name="BatchSize">Texts in one forward pass.</param>
/// <param name="PaddingId">The tokenizer's padding id.</param>
public sealed record SequenceClassifier(int BatchSize, int PaddingId)
{
    /// <summary>The probability of every label. Texts of like length go through the encoder together; the answer keeps their order.</summary>
    /// <param name="model">The model; it is put into evaluation mode.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellation">Ends it between batches.</param>
    /// <returns>For each text one number for each label, in the order of the head's outputs; they sum to 1.</returns>
    /// <exception cref="ArgumentException">
    /// A text has no tokens, or more than fit behind the prefix; or the head's outputs are not labels of which a text has one.
    /// </exception>
    public double[][] Probabilities<TEncoder>(
        PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> model,
        IReadOnlyList<TokenizedText> texts,
        CancellationToken cancellation = default)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        model.Eval();
        var outputs = Enumerable.Range(0, model.Head.LabelCount).Select(i => i.ToString(CultureInfo.InvariantCulture));
        using var adapter = ReadyAdapter.Of(model, [.. outputs]);
        return new MixedPasses<TEncoder>(model.Backbone, BatchSize, PaddingId).Probabilities([.. texts.Select(_ => adapter)], texts, cancellation);
    }
}
