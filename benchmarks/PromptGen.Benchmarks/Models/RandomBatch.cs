using PromptGen.Encoders;
using PromptGen.Tensors;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks.Models;

/// <summary>Batches of random tokens, each with a label.</summary>
internal static class RandomBatch
{
    /// <summary>The number of labels.</summary>
    public const int Labels = 2;

    /// <param name="lengths">Tokens of each row.</param>
    /// <param name="width">T; what is behind a row's tokens is padding.</param>
    /// <param name="words">V</param>
    /// <param name="generator">Draws them.</param>
    /// <returns>In no dispose scope.</returns>
    public static Batch<TokenInput> Of(IReadOnlyList<int> lengths, int width, int words, Generator generator)
    {
        using var scope = NewDisposeScope();
        var ends = tensor(lengths.Select(length => (long)length).ToArray(), [lengths.Count, 1]);
        var mask = TensorArithmetic.UpTo(width, CPU).unsqueeze(0).lt(ends).to(ScalarType.Int64);
        var batch = new Batch<TokenInput>(
            new TokenInput(Drawn(words), mask),
            Drawn(Labels), [.. Enumerable.Range(0, lengths.Count)]);
        foreach (var part in batch.Input.Tensors.Append(batch.Labels!)) part.DetachFromDisposeScope();
        return batch;

        Tensor Drawn(int below) => randint(0, below, [lengths.Count, width], ScalarType.Int64, generator: generator);
    }
}
