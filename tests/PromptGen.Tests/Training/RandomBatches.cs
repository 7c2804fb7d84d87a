using PromptGen.Encoders;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen.Tests.Training;

/// <summary>Batches of random ids and labels.</summary>
internal sealed class RandomBatches(int perEpoch, int rows, int tokens, int vocabulary, int labels) : ITrainingData<TokenInput>
{
    public int BatchesPerEpoch => perEpoch;

    public int LongestInput => tokens;

    public IEnumerable<Batch<TokenInput>> Epoch(int epoch)
    {
        var random = new Random(epoch);
        for (var i = 0; i < perEpoch; i++)
        {
            long[] Draw(int count, int below) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(below))];
            var ids = tensor(Draw(rows * tokens, vocabulary), [rows, tokens]);
            yield return new Batch<TokenInput>(
                new TokenInput(ids, ones_like(ids)), tensor(Draw(rows, labels)), [.. Enumerable.Range(0, rows)]);
        }
    }
}
