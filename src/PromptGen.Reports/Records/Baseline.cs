namespace PromptGen.Reports;

/// <summary>Something to hold the run's scores against.</summary>
/// <param name="Name">In words, such as <c>majority</c>.</param>
/// <param name="Scores">Its scores in the run's metric, on the data that the run is judged by; one, or one for each seed.</param>
public sealed record Baseline(string Name, IReadOnlyList<double> Scores);
