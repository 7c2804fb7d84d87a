using System.Xml.Linq;
using PromptGen.Reports.Markup;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>What was found of each type of entities.</summary>
internal static class EntitiesSection
{
    public static XElement? Of(RunRecord run)
    {
        if (run.Test is not { Entities: { Count: > 0 } types } test) return null;
        var table = new DataTable($"Entities in the test data, found by the training with seed {test.Seed}", "Type", "#Precision", "#Recall", "#F1", "#There", "#Answered", "#Right");
        foreach (var type in types) Add(strong: false, type.Type, type.Score);
        Add(strong: true, "all", new FScore(types.Sum(type => type.Correct), types.Sum(type => type.Answered), types.Sum(type => type.Existing)));
        return Html.Section("entities", "Entities on the test data", table.Element());

        void Add(bool strong, string name, FScore score) => table.Row(strong, name, ScoreText.Of(score.Precision), ScoreText.Of(score.Recall), ScoreText.Of(score.F1),
            Format.Count(score.Existing), Format.Count(score.Answered), Format.Count(score.Correct));
    }
}
