using PromptGen.Encoders;
using PromptGen.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>Turns examples into tensors.</summary>
public static class Collation
{
    /// <summary>Makes one batch, padded to its longest row.</summary>
    /// <typeparam name="TInput">What the encoder reads.</typeparam>
    /// <param name="examples">All examples.</param>
    /// <param name="indices">The batch's, at least one.</param>
    /// <param name="paddingId">The tokenizer's padding id.</param>
    /// <param name="device">Where the tensors are made.</param>
    public static Batch<TInput> Collate<TInput>(TokenizedExamples examples, IReadOnlyList<int> indices, int paddingId, Device device)
        where TInput : IEncoderInput<TInput>
    {
        // Dispose scopes belong to a thread. A batch outlives the step that makes it and is used on another thread, so it leaves every scope.
        using var scope = NewDisposeScope();
        var input = TInput.Collate([.. indices.Select(index => examples.Texts[index])], paddingId, device);
        var labels = examples.Labels?.Collate(indices, device);
        foreach (var tensor in input.Tensors) tensor.DetachFromDisposeScope();
        labels?.DetachFromDisposeScope();
        return new Batch<TInput>(input, labels, indices);
    }

    /// <summary>Makes batches one by one while earlier ones are used, on a thread of its own.</summary>
    /// <typeparam name="TInput">What the encoder reads.</typeparam>
    /// <param name="examples">All examples.</param>
    /// <param name="batches">Indices of each batch.</param>
    /// <param name="paddingId">The tokenizer's padding id.</param>
    /// <param name="device">Where the tensors are made.</param>
    /// <param name="cancellation">Ends both threads.</param>
    /// <returns>The batches in order; whoever takes one disposes of it.</returns>
    public static IEnumerable<Batch<TInput>> Prefetch<TInput>(
        TokenizedExamples examples, IEnumerable<int[]> batches, int paddingId, Device device, CancellationToken cancellation = default)
        where TInput : IEncoderInput<TInput> =>
        Prefetcher.Run(batches.Select(indices => Collate<TInput>(examples, indices, paddingId, device)), Prefetcher.UsualLead, cancellation);
}
