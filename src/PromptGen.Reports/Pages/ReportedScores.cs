namespace PromptGen.Reports.Pages;

/// <summary>The scores that a run is judged by: those of the chosen trial of each seed.</summary>
/// <param name="Split">The data they are on, <c>test</c> or, where nothing was tested, <c>dev</c>.</param>
/// <param name="Values">One for each seed.</param>
internal sealed record ReportedScores(string Split, IReadOnlyList<double> Values)
{
    /// <returns>Null: the run has no score.</returns>
    public static ReportedScores? Of(RunRecord run)
    {
        var chosen = run.Trials.Where(trial => trial.Chosen).ToList();
        if (chosen.Select(trial => trial.TestScore).OfType<double>().ToList() is { Count: > 0 } test) return new("test", test);
        return chosen.Select(trial => trial.DevScore).OfType<double>().ToList() is { Count: > 0 } dev ? new("dev", dev) : null;
    }
}
