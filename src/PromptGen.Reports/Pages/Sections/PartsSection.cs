using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>What was trained and what was frozen.</summary>
internal static class PartsSection
{
    public static XElement? Of(RunRecord run)
    {
        if (TrainedCount.Of(run) is not { } count) return null;
        var table = new DataTable("Parts of the model", "Part", "#Parameters", "#Share", "State");
        foreach (var part in run.Parts)
            table.Row(part.Trained, part.Name, Format.Count(part.Parameters), Format.Share(count.All == 0 ? 0 : (double)part.Parameters / count.All), part.Trained ? "trained" : "frozen");
        return Html.Section("parts", "Trained and frozen", table.Element());
    }
}
