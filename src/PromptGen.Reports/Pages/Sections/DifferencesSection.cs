using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>Hyper-parameters, model, data and versions: side by side where the runs differ, and once where they do not.</summary>
internal static class DifferencesSection
{
    public static XElement Of(IReadOnlyList<ComparedRun> runs)
    {
        var values = runs.Select(run => Values(run.Record).ToList()).ToList();
        var differences = new DataTable("Where the runs differ", ["Name", .. runs.Select(run => run.Name)]);
        var rest = new DataTable("The same in all runs", "Name", "Value");
        foreach (var name in values.SelectMany(run => run.Select(value => value.Name)).Distinct(StringComparer.Ordinal))
        {
            var ofRuns = values.Select(run => run.Find(value => value.Name == name)?.Value ?? "–").ToList();
            if (ofRuns.Distinct(StringComparer.Ordinal).Count() > 1) differences.Row([name, .. ofRuns]);
            else rest.Row(name, ofRuns[0]);
        }
        return Html.Section("recipes", "Recipes", differences.Element() ?? Html.Paragraph("The runs differ in nothing that their records name."), rest.Element());
    }

    private static IEnumerable<NamedValue> Values(RunRecord run) =>
    [
        new("task", run.Task),
        new("method", run.Method),
        new("model", run.Model.Folder),
        new("encoder", run.Model.Architecture),
        .. run.Data.Select(data => new NamedValue($"{data.Split} data", $"{data.Path}, {Format.Plural(data.Examples, "example")}")),
        .. run.Recipe,
        new("device", run.Environment.Device),
        new("PromptGen", run.Environment.PromptGen),
        new("TorchSharp", run.Environment.TorchSharp),
        new(".NET", run.Environment.DotNet),
        new("system", run.Environment.OperatingSystem),
    ];
}
