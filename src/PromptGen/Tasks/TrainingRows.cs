using System.ComponentModel.DataAnnotations;
using PromptGen.Encoders;
using PromptGen.Training;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>Labeled rows as a trainer reads them: other batches every epoch, of rows about equally long, made on another thread.</summary>
/// <typeparam name="TInput">What the encoder reads.</typeparam>
/// <param name="examples">The rows and what is right for them.</param>
/// <param name="batchSize">B; one batch of an epoch may be smaller.</param>
/// <param name="seed">The same seed gives the same batches.</param>
/// <param name="paddingId">The tokenizer's padding id.</param>
/// <param name="device">Where the tensors are made.</param>
public sealed class TrainingRows<TInput>(TokenizedExamples examples, [Range(1, int.MaxValue)] int batchSize, int seed, int paddingId, Device device)
    : ITrainingData<TInput> where TInput : IEncoderInput<TInput>
{
    private readonly IReadOnlyList<int> lengths = examples.Lengths;

    /// <inheritdoc/>
    public int BatchesPerEpoch => (lengths.Count + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public int LongestInput => lengths.DefaultIfEmpty(0).Max();

    /// <inheritdoc/>
    public IEnumerable<Batch<TInput>> Epoch(int epoch) =>
        Collation.Prefetch<TInput>(examples, Batches.Shuffled(lengths, batchSize, seed, epoch), paddingId, device);
}
