using System.Globalization;

namespace PromptGen.Cli.Training;

/// <summary>Mean ± sample standard deviation of scores over seeds, in percent.</summary>
internal static class Summary
{
    public static string Of(IReadOnlyList<double> scores)
    {
        var mean = scores.Average();
        var text = (100 * mean).ToString("0.0", CultureInfo.InvariantCulture) + " %";
        if (scores.Count < 2) return text;
        var deviation = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{100 * mean:0.0} ± {100 * deviation:0.0} %");
    }
}
