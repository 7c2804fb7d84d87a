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
/// <param name="Elapsed">The time it took, over all parts of a resumed run.</param>
/// <param name="FingerprintBefore">The SHA-256 of the backbone's weights before the run.</param>
/// <param name="FingerprintAfter">The same after it: equal where the backbone is frozen, which the trainer checks.</param>
public sealed record TrainingResult(
    IReadOnlyList<EpochResult> Epochs, int? BestEpoch, bool Interrupted, int Steps, TimeSpan Elapsed, string FingerprintBefore, string FingerprintAfter)
{
    /// <summary>Steps of one epoch: with the options, this gives the learning rate of every step.</summary>
    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>The time that it had taken up to the end of each of <see cref="Epochs"/>, dev scores included, and pauses between parts of a resumed run left out.</summary>
    public IReadOnlyList<TimeSpan> EpochEnds { get; init; } = [];

    /// <summary>When it began; of a resumed run, its first part.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>What of <see cref="Elapsed"/> was spent in earlier parts of a resumed run.</summary>
    public TimeSpan EarlierElapsed { get; init; }

    /// <summary>Whether it ended because the dev score no longer rose.</summary>
    public bool StoppedEarly { get; init; }
}
