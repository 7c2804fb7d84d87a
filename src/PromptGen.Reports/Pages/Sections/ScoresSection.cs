using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>The runs and all their baselines by their scores; a table for each metric and split.</summary>
internal static class ScoresSection
{
    public static XElement Of(IReadOnlyList<ComparedRun> runs)
    {
        var scored = runs.Select(run => (Run: run, Scores: ReportedScores.Of(run.Record))).ToList();
        return Html.Section("scores", "Scores",
            scored.Where(run => run.Scores is not null).GroupBy(run => (run.Run.Record.Metric, run.Run.Record.IsError, run.Scores!.Split)).Select(group => ScoreTable.Of(
                $"{group.Key.Metric} on {group.Key.Split}, mean ± standard deviation over seeds",
                group.Key.IsError,
                [
                    .. group.Select(run => (run.Run.Name, run.Scores!.Values, (int?)run.Run.Color)),
                    // The same baseline of several runs is one; where its scores differ, as on other data, it is shown with each.
                    .. group.SelectMany(run => run.Run.Record.Baselines).DistinctBy(baseline => $"{baseline.Name}\n{string.Join(' ', baseline.Scores)}")
                        .Select(baseline => (baseline.Name, baseline.Scores, (int?)null)),
                ])),
            scored.Where(run => run.Scores is null).Select(run => Html.Paragraph($"{run.Run.Name} has no score.")));
    }
}
