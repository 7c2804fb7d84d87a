namespace PromptGen.Reports;

/// <summary>What a run does with its trials.</summary>
public static class Trials
{
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
