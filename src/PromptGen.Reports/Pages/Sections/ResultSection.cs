using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>What came out, first in a few numbers, then beside the baselines.</summary>
internal static class ResultSection
{
    public static XElement Of(RunRecord run)
    {
        var scores = ReportedScores.Of(run);
        return Html.Section("result", "Result",
            Html.Tag("dl", Html.Class("figures"), Figures(run, scores).Select(figure =>
                Html.Tag("div", Html.Tag("dt", figure.Name), Html.Tag("dd", figure.Value, figure.Note is null ? null : Html.Tag("small", figure.Note))))),
            scores is null
                ? Html.Paragraph("There were no dev or test data, or the run ended before they were scored.")
                : ScoreTable.Of($"{run.Metric} on {scores.Split}{(scores.Values.Count > 1 ? ", mean ± standard deviation over seeds" : "")}",
                    run.IsError,
                    [(run.Method, scores.Values, 0), .. run.Baselines.Select(baseline => (baseline.Name, baseline.Scores, (int?)null))]));
    }

    private static IEnumerable<(string Name, string Value, string? Note)> Figures(RunRecord run, ReportedScores? scores)
    {
        if (scores is not null) yield return ($"{run.Metric}, {scores.Split}", ScoreText.Of(scores.Values, run.IsError), Format.Plural(scores.Values.Count, "seed"));
        if (TrainedCount.Of(run) is { } trained) yield return ("trained parameters", Format.Count(trained.Trained), $"{Format.Share(trained.Share)} of {Format.Count(trained.All)}");
        if (run.Adapter is { } adapter) yield return ("adapter", Format.Bytes(adapter.Bytes), run.Trials.Select(trial => trial.Seed).Distinct().Count() > 1 ? $"of seed {adapter.Seed}" : null);
        if (run.Encoder is { } encoder) yield return ("encoder's SHA-256", encoder.Before == encoder.After ? "unchanged" : "changed", $"{encoder.After[..Math.Min(12, encoder.After.Length)]}…");
        yield return ("time", Format.Duration(run.Seconds), $"{Format.Plural(run.Trials.Count, "training")} on {run.Environment.Device}");
        if (run.Environment.PeakMemoryBytes is { } memory) yield return ("peak memory", Format.Bytes(memory), "of the process");
    }
}
