using PromptGen.Backbones;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;
using PromptGen.Tasks;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks;

/// <summary>What padding costs an epoch.</summary>
internal sealed class PaddedEpoch : IBenchmark
{
    private static readonly Goal goal = Goal.Ratio(0.45);

    /// <inheritdoc/>
    public string Name => "epoch";

    /// <inheritdoc/>
    public string Question => "An epoch of P-Tuning v2 over the lengths of RTE's training pairs: batches of like length, as PromptGen makes them, beside all rows padded to 128.";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        const int most = 128;
        // Two layers: a token costs the same in each.
        var size = session.Quick ? StepSize.Tiny : StepSize.MiniLm with { Layers = 2 };
        int[] lengths = [.. RteLengths.Sample((session.Quick ? 2 : Batches.UsualPool) * size.Rows).Select(length => Math.Min(length, most))];
        using var step = new TrainingStep<BertEncoder>(TrainingMethod.PromptTuning, size.Bert(session.Seed), size, session.Seed);

        var shuffled = Enumerable.Range(0, lengths.Length).ToArray();
        new Random(session.Seed).Shuffle(shuffled);
        IReadOnlyList<int[]> random = [.. shuffled.Chunk(size.Rows)], bucketed = Batches.Shuffled(lengths, size.Rows, session.Seed, epoch: 0);
        session.Compare(
            $"{size with { Tokens = most }}; {lengths.Length} rows of {lengths.Sum()} tokens, {Session.Number(lengths.Average() / most, "0.00")} of {most} each:",
        [
            Contestant($"all rows padded to {most}", random, _ => most),
            Contestant("random batches, padded to their longest row", random, Longest),
            Contestant("batches of like length, padded to their longest row", bucketed, Longest, goal),
        ], "tokens");

        int Longest(int[] rows) => rows.Max(row => lengths[row]);

        Contestant Contestant(string name, IReadOnlyList<int[]> batches, Func<int[], int> width, Goal? goal = null) => new(
            $"{name}: {batches.Sum(batch => batch.Length * width(batch)):n0} computed", () => Epoch(batches, width), goal, lengths.Sum());

        void Epoch(IReadOnlyList<int[]> batches, Func<int[], int> width)
        {
            using var generator = new Generator((ulong)session.Seed);
            foreach (var rows in batches)
            {
                using var batch = RandomBatch.Of([.. rows.Select(row => lengths[row])], width(rows), size.Words, generator);
                step.Run(batch);
            }
        }
    }
}
