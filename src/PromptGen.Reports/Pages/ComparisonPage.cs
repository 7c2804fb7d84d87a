using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Pages.Sections;

namespace PromptGen.Reports.Pages;

/// <summary>The page that compares runs: their scores, their courses, where they differ, what they cost.</summary>
internal static class ComparisonPage
{
    public static IEnumerable<XElement> Body(IReadOnlyList<ComparedRun> runs) => PageFrame.Around(
        Html.Tag("header",
            Html.Tag("h1", $"{Format.Plural(runs.Count, "run")} beside each other"),
            Html.Tag("ul", Html.Class("runs"), runs.Select(run => Html.Tag("li",
                Html.Tag("span", Html.Class($"swatch {Plots.PlotSvg.ClassOf(run.Color)}")),
                Html.Tag("strong", run.Name),
                $": {run.Record.Method} · {run.Record.Task} · {run.Record.Model.Architecture} · {Format.Moment(run.Record.Started)}",
                run.Record.Interrupted ? Html.Tag("span", Html.Class("warning"), " (interrupted)") : null))),
            Warnings(runs).Select(warning => Html.Tag("p", Html.Class("warning"), warning))),
        [
            ScoresSection.Of(runs),
            ComparedCurvesSection.Of(runs),
            ComparedLabelsSection.Of(runs),
            DifferencesSection.Of(runs),
            CostsSection.Of(runs),
        ]);

    /// <summary>What makes scores not comparable.</summary>
    private static IEnumerable<string> Warnings(IReadOnlyList<ComparedRun> runs)
    {
        if (Differ(run => run.Metric)) yield return "These runs have scores in different metrics, which are not to be compared with each other.";
        if (Differ(run => ReportedScores.Of(run)?.Split ?? "none")) yield return "Not all of these runs are judged on the same split of the data.";
        if (Differ(run => string.Join('\n', run.Data.Where(data => data.Split == "test").Select(data => data.Sha256 ?? data.Path))))
            yield return "These runs have different test files.";

        bool Differ(Func<RunRecord, string> value) => runs.Select(run => value(run.Record)).Distinct(StringComparer.Ordinal).Count() > 1;
    }
}
