using PromptGen.Encoders;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Predictions;

/// <summary>Forward passes whose rows use different adapters: one through the encoder for all of them, then each head over its own rows.</summary>
/// <param name="backbone">The encoder, in evaluation mode.</param>
/// <param name="batchSize">Rows in one pass.</param>
/// <param name="paddingId">The tokenizer's padding id.</param>
internal sealed class MixedPasses<TEncoder>(Backbone<TEncoder> backbone, int batchSize, int paddingId) where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <summary>The answer for every row.</summary>
    /// <param name="adapters">The adapter of each row, over this backbone; none is freed meanwhile.</param>
    /// <param name="texts">The text of each row.</param>
    /// <param name="cancellation">Ends it between passes.</param>
    /// <returns>For each row, in order, what its adapter says.</returns>
    /// <exception cref="ArgumentException">A text has no tokens, more than fit behind its adapter's prefix, or one that the encoder has no row for; nothing was computed.</exception>
    /// <exception cref="Checkpoints.CheckpointException">Outputs are not finite, because a weight of the encoder is not.</exception>
    /// <exception cref="Adapters.AdapterException">Outputs are not finite, because a number of the adapter is not, or because numbers overflow on the way.</exception>
    public IReadOnlyList<Answer> Predict(IReadOnlyList<ReadyAdapter<TEncoder>> adapters, IReadOnlyList<TokenizedText> texts, CancellationToken cancellation)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length == 0) throw new ArgumentException("A text has at least one token, and this one has none.", nameof(texts));
            backbone.CheckLength(adapters[i].PrefixLength, texts[i].Length);
            if (texts[i].Ids.Max() is var id && id >= backbone.WordCount)
                throw new ArgumentException($"A text holds the token id {id}, and the embedding table of this {TEncoder.Description.Architecture} has {backbone.WordCount} rows; EmbeddingCoverage says which tokens have none.", nameof(texts));
        }
        var answers = new Answer[texts.Count];
        if (texts.Count == 0) return answers;

        using var noGrad = no_grad();
        var device = backbone.Device;
        foreach (var together in Enumerable.Range(0, texts.Count).GroupBy(i => Company(adapters[i], texts[i])))
        {
            int[] rows = [.. together];
            foreach (var batch in Batches.Sorted([.. rows.Select(i => texts[i].Length)], batchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                Pass([.. batch.Select(i => rows[i])]);
            }
        }
        return answers;

        void Pass(int[] rows)
        {
            using var scope = NewDisposeScope();
            // Rows of one adapter side by side: its head reads them without a copy.
            var groups = rows.GroupBy(i => adapters[i]).Select(group => (Adapter: group.Key, Rows: group.ToArray())).ToArray();
            rows = [.. groups.SelectMany(group => group.Rows)];
            var prefix = MixedPrefix.Of([.. rows.Select(i => adapters[i].Prefix)], backbone.LayerCount, device);
            var output = TEncoder.Description.Encode(backbone.Encoder, [.. rows.Select(i => adapters[i].Reads(texts[i]))], paddingId, device, prefix);

            var parts = new Tensor[groups.Length];
            for (int g = 0, start = 0; g < groups.Length; start += groups[g++].Rows.Length)
                parts[g] = groups[g].Adapter.Outputs(output.Rows(start, groups[g].Rows.Length));
            var numbers = cat(parts).cpu().data<double>().ToArray();

            var tokens = rows.Max(i => texts[i].Length);
            var next = 0;
            foreach (var i in rows)
            {
                var own = numbers[next..(next + adapters[i].OutputCount(texts[i].Length))];
                if (!Array.TrueForAll(own, double.IsFinite)) throw adapters[i].NotFinite();
                answers[i] = adapters[i].Answer(own);
                next += adapters[i].OutputCount(tokens);
            }
        }
    }

    /// <summary>
    /// Rows of equal company may share a batch. Where padding is not zeroed it may reach the tokens: such rows are computed without any, beside rows of
    /// their own length only.
    /// </summary>
    private (PaddingEmbeddings, int Length) Company(ReadyAdapter<TEncoder> adapter, TokenizedText text) =>
        backbone.Encoder.ZeroesPadding && adapter.Prefix?.Padding == PaddingEmbeddings.Kept ? (PaddingEmbeddings.Kept, text.Length) : (PaddingEmbeddings.Zeroed, 0);
}
