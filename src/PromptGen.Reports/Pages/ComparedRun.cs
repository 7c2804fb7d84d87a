using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages;

/// <summary>A run on a page that compares several.</summary>
/// <param name="Name">Its name, told apart from runs of the same name by a number.</param>
/// <param name="Color">Its number among the colors of lines, 0-based.</param>
/// <param name="Record">What it was and did.</param>
internal sealed record ComparedRun(string Name, int Color, RunRecord Record)
{
    public static IReadOnlyList<ComparedRun> Of(IReadOnlyList<RunRecord> records) =>
        [.. records.Select((record, i) => new ComparedRun(NameOf(records, i), i, record))];

    private static string NameOf(IReadOnlyList<RunRecord> records, int index)
    {
        var name = records[index].Name;
        var before = records.Take(index).Count(record => record.Name == name);
        return records.Count(record => record.Name == name) == 1 ? name : Format.Invariant($"{name} ({before + 1})");
    }
}
