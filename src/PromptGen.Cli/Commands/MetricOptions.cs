using System.CommandLine;
using PromptGen.Cli.Tasks;
using PromptGen.Tasks;

namespace PromptGen.Cli.Commands;

/// <summary>The options that say how answers are measured.</summary>
internal static class MetricOptions
{
    public static Option<string?> NewMetric()
    {
        string[] names = [.. CommandTask.All.SelectMany(task => task.Metrics).Distinct(StringComparer.Ordinal)];
        var option = new Option<string?>("--metric")
        {
            Description = "What is measured; the first of its task if not given. "
                + string.Join("; ", CommandTask.All.DistinctBy(task => string.Join(',', task.Metrics)).Select(task => $"{task.Name}: {string.Join(", ", task.Metrics)}"))
                + ". f1 is of the second of two labels (--labels orders them); accuracy-f1-macro is the mean of both, as SuperGLUE takes for CB.",
            HelpName = "name",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !names.Contains(name))
                result.AddError($"--metric {name}: is none of {string.Join(", ", names)}.");
        });
        return option;
    }

    public static Option<UnseenLabels> NewUnseen() => new("--unseen-labels")
    {
        Description = "What becomes of dev and test examples whose label training does not have: an error, or kept and counted as wrong.",
        DefaultValueFactory = _ => UnseenLabels.Refused,
    };
}
