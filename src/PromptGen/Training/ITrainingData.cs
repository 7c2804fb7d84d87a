using PromptGen.Encoders;

namespace PromptGen.Training;

/// <summary>What a trainer reads, epoch by epoch.</summary>
/// <typeparam name="TInput">What the encoder reads.</typeparam>
public interface ITrainingData<TInput> where TInput : IEncoderInput<TInput>
{
    /// <summary>Batches in one epoch.</summary>
    int BatchesPerEpoch { get; }

    /// <summary>The most tokens in a row.</summary>
    int LongestInput { get; }

    /// <summary>The batches of one epoch, in the order that seed and epoch fix. The reader disposes their tensors.</summary>
    /// <param name="epoch">0-based.</param>
    IEnumerable<Batch<TInput>> Epoch(int epoch);
}
