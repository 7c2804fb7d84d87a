using System.CommandLine;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Cli.Commands;

/// <summary>The options that say how answers are measured.</summary>
internal static class MetricOptions
{
    public static Option<string> NewMetric()
    {
        var option = new Option<string>("--metric")
        {
            Description = $"What is measured: {string.Join(", ", RowMetrics.LabelNames)}. f1 is of the second of two labels (--labels orders them); accuracy-f1-macro is the mean of both, as SuperGLUE takes for CB.",
            DefaultValueFactory = _ => RowMetrics.Usual.Name,
            HelpName = "name",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var name && !RowMetrics.LabelNames.Contains(name))
                result.AddError($"--metric {name}: is none of {string.Join(", ", RowMetrics.LabelNames)}.");
        });
        return option;
    }

    public static Option<UnseenLabels> NewUnseen() => new("--unseen-labels")
    {
        Description = "What becomes of dev and test examples whose label training does not have: an error, or kept and counted as wrong.",
        DefaultValueFactory = _ => UnseenLabels.Refused,
    };
}
