namespace PromptGen.Reports.Pages;

/// <summary>How much of a model was trained.</summary>
/// <param name="Trained">The numbers that were.</param>
/// <param name="All">All of them.</param>
public sealed record TrainedCount(long Trained, long All)
{
    /// <summary>The trained share, 0 to 1.</summary>
    public double Share => All == 0 ? 0 : (double)Trained / All;

    /// <summary>That of a run's model.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Null: the record has no parts.</returns>
    public static TrainedCount? Of(RunRecord run) => run.Parts.Count == 0
        ? null
        : new TrainedCount(run.Parts.Where(part => part.Trained).Sum(part => part.Parameters), run.Parts.Sum(part => part.Parameters));
}
