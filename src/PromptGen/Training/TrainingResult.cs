namespace PromptGen.Training;

/// <summary>One epoch.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Loss">The mean training loss.</param>
/// <param name="Score">The dev score, if there is dev data.</param>
public sealed record EpochResult(int Epoch, double Loss, double? Score);

/// <summary>What a run did.</summary>
/// <param name="Epochs">The epochs that were finished.</param>
/// <param name="BestEpoch">The 1-based epoch whose weights were kept; null: the last weights were kept.</param>
/// <param name="Interrupted">Whether it was asked to stop before its end.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="Elapsed">The time it took.</param>
/// <param name="Fingerprint">The SHA-256 of the backbone after the run; for a frozen one it was the same before.</param>
public sealed record TrainingResult(
    IReadOnlyList<EpochResult> Epochs, int? BestEpoch, bool Interrupted, int Steps, TimeSpan Elapsed, string Fingerprint);
