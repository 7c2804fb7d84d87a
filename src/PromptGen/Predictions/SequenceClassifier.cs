using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tasks;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Predictions;

/// <summary>Classifies texts with a trained model.</summary>
/// <param name="BatchSize">Texts in one forward pass.</param>
/// <param name="PaddingId">The tokenizer's padding id.</param>
public sealed record SequenceClassifier(int BatchSize, int PaddingId)
{
    /// <summary>The probability of every label. Texts of like length go through the encoder together; the answer keeps their order.</summary>
    /// <param name="model">The model; it is put into evaluation mode.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellation">Ends it between batches.</param>
    /// <returns>For each text one number for each label, in the order of the head's outputs; they sum to 1.</returns>
    public double[][] Probabilities<TEncoder, TInput>(
        PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> model,
        IReadOnlyList<TokenizedText> texts,
        CancellationToken cancellation = default)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        model.Eval();
        using var noGrad = no_grad();
        var answer = new double[texts.Count][];
        foreach (var rows in Batches.Sorted([.. texts.Select(text => text.Length)], BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var input = TInput.Collate([.. rows.Select(i => texts[i])], PaddingId, model.Backbone.Device);
            var probabilities = nn.functional.softmax(model.Logits(input).to(ScalarType.Float64), 1).cpu();
            var numbers = probabilities.data<double>().ToArray();
            var labels = model.Head.LabelCount;
            for (var r = 0; r < rows.Length; r++) answer[rows[r]] = numbers[(r * labels)..((r + 1) * labels)];
        }
        return answer;
    }
}
