using PromptGen.Tasks.Metrics;

namespace PromptGen.Cli.Terminal;

/// <summary>Scores of a metric, as people read them.</summary>
internal static class Scores
{
    public static string Show(this IMetric metric, double score) => ScoreText.Of(score, metric.IsError);

    /// <summary>Mean ± sample standard deviation over seeds.</summary>
    public static string Show(this IMetric metric, IReadOnlyList<double> scores) => ScoreText.Of(scores, metric.IsError);

    /// <summary>What else would have been answered without a model.</summary>
    public static string Show(this IMetric metric, IEnumerable<(string Name, double Score)> baselines) =>
        string.Concat(baselines.Select(baseline => $"; {baseline.Name} {metric.Show(baseline.Score)}"));
}
