using PromptGen.Encoders;
using PromptGen.Tasks;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks.Models;

/// <summary>Random tokens in rows of RTE's lengths, in batches of like length.</summary>
/// <param name="size">Rows of a batch, the most tokens of a row, words.</param>
/// <param name="batches">Of an epoch.</param>
/// <param name="seed">Fixes tokens and order.</param>
internal sealed class RteData(StepSize size, int batches, int seed) : ITrainingData<TokenInput>
{
    private readonly int[] lengths = [.. RteLengths.Sample(batches * size.Rows).Select(length => Math.Min(length, size.Tokens))];

    /// <inheritdoc/>
    public int BatchesPerEpoch => batches;

    /// <inheritdoc/>
    public int LongestInput => lengths.Max();

    /// <inheritdoc/>
    public IEnumerable<Batch<TokenInput>> Epoch(int epoch)
    {
        using var generator = new Generator((ulong)(seed + epoch));
        foreach (var rows in Batches.Shuffled(lengths, size.Rows, seed, epoch))
            yield return RandomBatch.Of([.. rows.Select(row => lengths[row])], rows.Max(row => lengths[row]), size.Words, generator);
    }
}
