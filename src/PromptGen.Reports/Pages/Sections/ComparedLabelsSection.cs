using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>F1 of each label, or each type of entities, in each run.</summary>
internal static class ComparedLabelsSection
{
    public static XElement? Of(IReadOnlyList<ComparedRun> runs)
    {
        var scores = runs.Select(run => (run.Name, ByLabel: Scores(run.Record))).Where(run => run.ByLabel.Count > 0).ToList();
        if (scores.Count < 2) return null;
        var table = new DataTable("F1 of each label on the test data, of one seed each", ["Label", .. scores.Select(run => $"#{run.Name}")]);
        foreach (var label in scores.SelectMany(run => run.ByLabel.Select(score => score.Label)).Distinct(StringComparer.Ordinal))
            table.Row([label, .. scores.Select(run => run.ByLabel.Where(score => score.Label == label).Select(score => ScoreText.Of(score.F1)).FirstOrDefault("–"))]);
        return Html.Section("labels", "Labels", table.Element());
    }

    private static List<(string Label, double F1)> Scores(RunRecord run) =>
    [
        .. run.Test?.Confusion is { } confusion ? confusion.Labels.Select((label, i) => (label, confusion.Of(i).F1)) : [],
        .. run.Test?.Entities.Select(type => (type.Type, type.Score.F1)) ?? [],
    ];
}
