using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>The chosen trainings of all runs over each other, a color for each run.</summary>
internal static class ComparedCurvesSection
{
    public static XElement? Of(IReadOnlyList<ComparedRun> runs)
    {
        var metrics = string.Join(", ", runs.Select(run => run.Record.Metric).Distinct(StringComparer.Ordinal));
        var plots = TrainingPlots.Of(
            metrics, runs.All(run => run.Record.IsError),
            [.. from run in runs
                from trial in run.Record.Trials
                where trial.Chosen
                select new TrainingPlots.Course(run.Name, run.Color, Faint: false, trial)]);
        return plots is null ? null : Html.Section("curves", "Curves", Html.Paragraph("A line for the chosen training of each seed."), plots);
    }
}
