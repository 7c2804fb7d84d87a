using System.Globalization;

namespace PromptGen.Tasks.Metrics;

/// <summary>Scores as people read them: shares in percent, errors (<see cref="IMetric.IsError"/>) in their own unit and without the minus sign.</summary>
public static class ScoreText
{
    /// <summary>One score.</summary>
    /// <param name="score">The score.</param>
    /// <param name="isError">Whether it is of a metric that measures errors.</param>
    /// <returns>Such as <c>84.8 %</c> or <c>0.1523</c>.</returns>
    public static string Of(double score, bool isError = false) =>
        !double.IsFinite(score) ? "not defined"
        : isError ? (-score).ToString("0.0000", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{100 * score:0.0} %");

    /// <summary>Mean ± sample standard deviation over seeds; of one score only that.</summary>
    /// <param name="scores">At least one.</param>
    /// <param name="isError">Whether they are of a metric that measures errors.</param>
    /// <returns>Such as <c>84.8 ± 0.6 %</c>.</returns>
    public static string Of(IReadOnlyList<double> scores, bool isError = false)
    {
        var mean = scores.Average();
        if (scores.Count < 2 || !double.IsFinite(mean)) return Of(mean, isError);
        var deviation = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1));
        return isError
            ? string.Create(CultureInfo.InvariantCulture, $"{-mean:0.0000} ± {deviation:0.0000}")
            : string.Create(CultureInfo.InvariantCulture, $"{100 * mean:0.0} ± {100 * deviation:0.0} %");
    }
}
