using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Plots;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>Loss, dev score and learning rate as training went on; a color for each learning rate, chosen trials before the others.</summary>
internal static class CurvesSection
{
    public static XElement? Of(RunRecord run)
    {
        var rates = run.Trials.Select(trial => trial.LearningRate).Distinct().Order().ToList();
        var plots = TrainingPlots.Of(run.Metric, run.IsError, [.. run.Trials.OrderBy(trial => trial.Chosen).Select(trial =>
            new TrainingPlots.Course($"learning rate {Format.Rate(trial.LearningRate)}", rates.IndexOf(trial.LearningRate), Faint: !trial.Chosen, trial))]);
        return plots is null ? null : Html.Section("curves", "Curves",
            run.Trials.Any(trial => !trial.Chosen) ? Html.Paragraph("Strong lines: of each seed the learning rate that dev data chose. Faint lines: the others.") : null,
            plots);
    }
}
