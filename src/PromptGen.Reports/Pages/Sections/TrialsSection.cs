using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>Every training with its seed and learning rate.</summary>
internal static class TrialsSection
{
    public static XElement? Of(RunRecord run)
    {
        var table = new DataTable($"Every training; scores are {run.Metric}", "Training", "#Epochs", "#Kept epoch", "#Loss", "#Dev", "#Test", "#Steps", "#Time", "Note");
        foreach (var trial in run.Trials)
            table.Row(trial.Chosen,
                Format.Invariant($"seed {trial.Seed}, rate {Format.Rate(trial.LearningRate)}"),
                Format.Count(trial.Epochs.Count),
                trial.ChosenEpoch is { } epoch ? Format.Count(epoch) : "last",
                trial.Epochs is [.., var last] ? Format.Loss(last.Loss) : "–",
                trial.DevScore is { } dev ? ScoreText.Of(dev, run.IsError) : "–",
                trial.TestScore is { } test ? ScoreText.Of(test, run.IsError) : "–",
                Format.Count(trial.Steps),
                Format.Duration(trial.Seconds),
                Note(trial));
        return table.Element() is { } element ? Html.Section("trainings", "Trainings", element) : null;
    }

    private static string Note(Trial trial) => string.Join(", ", new[]
    {
        trial.Chosen ? "chosen" : null, trial.StoppedEarly ? "ended early" : null, trial.Interrupted ? "interrupted" : null,
    }.OfType<string>());
}
