using System.Globalization;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Cli.Terminal;

/// <summary>Scores as people read them: shares in percent, errors as they are.</summary>
internal static class Scores
{
    public static string Show(this IMetric metric, double score) => double.IsNaN(score) ? "not defined"
        : metric.IsError ? (-score).ToString("0.0000", CultureInfo.InvariantCulture)
        : (100 * score).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Mean ± sample standard deviation over seeds.</summary>
    public static string Show(this IMetric metric, IReadOnlyList<double> scores)
    {
        var mean = scores.Average();
        if (scores.Count < 2 || double.IsNaN(mean)) return metric.Show(mean);
        var deviation = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1));
        return metric.IsError
            ? string.Create(CultureInfo.InvariantCulture, $"{-mean:0.0000} ± {deviation:0.0000}")
            : string.Create(CultureInfo.InvariantCulture, $"{100 * mean:0.0} ± {100 * deviation:0.0} %");
    }

    /// <summary>What else would have been answered without a model.</summary>
    public static string Show(this IMetric metric, IEnumerable<(string Name, double Score)> baselines) =>
        string.Concat(baselines.Select(baseline => $"; {baseline.Name} {metric.Show(baseline.Score)}"));
}
