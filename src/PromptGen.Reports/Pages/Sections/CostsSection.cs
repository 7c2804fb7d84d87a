using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>What the runs took, and what they left.</summary>
internal static class CostsSection
{
    public static XElement Of(IReadOnlyList<ComparedRun> runs)
    {
        var table = new DataTable("What the runs took and left", "Run", "#Trained parameters", "#Share", "#Adapter", "#Trainings", "#Time", "#Peak memory", "Encoder's SHA-256");
        foreach (var (name, _, run) in runs)
        {
            var trained = TrainedCount.Of(run);
            table.Row(name,
                trained is null ? "–" : Format.Count(trained.Trained),
                trained is null ? "–" : Format.Share(trained.Share),
                run.Adapter is null ? "–" : Format.Bytes(run.Adapter.Bytes),
                Format.Count(run.Trials.Count),
                Format.Duration(run.Seconds),
                run.Environment.PeakMemoryBytes is { } memory ? Format.Bytes(memory) : "–",
                run.Encoder is null ? "–" : run.Encoder.Before == run.Encoder.After ? "unchanged" : "changed");
        }
        return Html.Section("costs", "Costs", table.Element());
    }
}
