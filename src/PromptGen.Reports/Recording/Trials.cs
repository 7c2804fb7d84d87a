using PromptGen.Training;

namespace PromptGen.Reports;

/// <summary>What a run does with its trials.</summary>
public static class Trials
{
    /// <summary>
    /// The record of one training. It is the same whether the training ran in one go or was resumed: epochs have their own times, and the learning rate of every
    /// step follows from the options.
    /// </summary>
    /// <param name="options">How it was trained.</param>
    /// <param name="result">What the trainer gave back.</param>
    /// <returns>The trial, not yet chosen and not tested.</returns>
    public static Trial Of(TrainingOptions options, TrainingResult result)
    {
        var rates = new RateCurve();
        for (var step = 0; step < result.Steps; step++)
            rates.Add(new RatePoint(step + 1, options.LearningRate.At(step, options.Epochs * result.StepsPerEpoch, result.StepsPerEpoch)));
        return new Trial
        {
            Seed = options.Seed,
            LearningRate = options.LearningRate.Peak,
            Epochs = [.. result.Epochs.Select((epoch, i) => new EpochRecord(epoch.Epoch, epoch.Loss) { DevScore = epoch.Score, Seconds = Seconds(result.EpochEnds, i) })],
            Rates = rates.Points,
            ChosenEpoch = result.BestEpoch,
            Chosen = false,
            Steps = result.Steps,
            Seconds = result.Elapsed.TotalSeconds,
            StoppedEarly = result.StoppedEarly,
            Interrupted = result.Interrupted,
        };
    }

    private static double? Seconds(IReadOnlyList<TimeSpan> ends, int epoch) =>
        epoch < ends.Count ? (ends[epoch] - (epoch == 0 ? TimeSpan.Zero : ends[epoch - 1])).TotalSeconds : null;

    /// <summary>Marks of each seed the trial whose dev score is highest, the first of equals; without dev scores the seed's only trial.</summary>
    /// <param name="trials">All trials, in the order of training.</param>
    /// <returns>The same trials, in the same order.</returns>
    /// <exception cref="ArgumentException">A seed has several trials and not one dev score.</exception>
    public static IReadOnlyList<Trial> Choose(IReadOnlyList<Trial> trials)
    {
        var chosen = trials.GroupBy(trial => trial.Seed).Select(Best).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. trials.Select(trial => trial with { Chosen = chosen.Contains(trial) })];
    }

    private static Trial Best(IGrouping<int, Trial> ofSeed)
    {
        var trials = ofSeed.ToList();
        if (trials.Count > 1 && trials.All(trial => trial.DevScore is null))
            throw new ArgumentException($"Seed {ofSeed.Key} has {trials.Count} trials and no dev score that would choose among them.", nameof(ofSeed));
        // Not a number is below every score, as in training.
        return trials.MaxBy(trial => trial.DevScore is { } score && !double.IsNaN(score) ? score : double.NegativeInfinity)!;
    }
}
