using System.ComponentModel.DataAnnotations;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tokenization;

namespace PromptGen.Predictions;

/// <summary>Predicts with one model, such as one in training; for adapters side by side, and for several threads, there is <see cref="AdapterPool{TEncoder}"/>.</summary>
/// <param name="BatchSize">Rows in one forward pass.</param>
/// <param name="PaddingId">The tokenizer's padding id.</param>
public sealed record Predictor([Range(1, int.MaxValue)] int BatchSize, int PaddingId)
{
    /// <summary>What the model says of every row. Rows of like length go through the encoder together; the answers keep their order.</summary>
    /// <param name="model">The model; it is put into evaluation mode.</param>
    /// <param name="labels">The names of the head's outputs, in their order.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellation">Ends it between batches.</param>
    /// <exception cref="ArgumentException">
    /// A row has no tokens, more than fit behind the prefix, or one that the encoder has no row for; or there are more or fewer labels than outputs.
    /// </exception>
    /// <exception cref="Adapters.AdapterException">Outputs are not finite: a number of prefix or head is not, or numbers overflow on the way.</exception>
    /// <exception cref="Checkpoints.CheckpointException">Outputs are not finite, because a weight of the encoder is not.</exception>
    public IReadOnlyList<Answer> Predict<TEncoder, THead>(
        PromptedModel<TEncoder, THead> model, IReadOnlyList<string> labels, IReadOnlyList<TokenizedText> rows, CancellationToken cancellation = default)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : AnsweringHead<TEncoder>
    {
        model.Eval();
        using var adapter = ReadyAdapter.Of(model, labels);
        return new MixedPasses<TEncoder>(model.Backbone, BatchSize, PaddingId).Predict([.. rows.Select(_ => adapter)], rows, cancellation);
    }
}
