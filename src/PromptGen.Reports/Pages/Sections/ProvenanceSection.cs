using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>What it takes to say that another run is the same: model, hashes, versions, machine.</summary>
internal static class ProvenanceSection
{
    public static XElement Of(RunRecord run)
    {
        var table = new DataTable("Model, hashes, versions, machine", "What", "Value")
            .Row("model", Html.Tag("code", run.Model.Folder))
            .Row("encoder", run.Model.Architecture);
        if (run.Encoder is { } encoder)
        {
            table.Row("encoder's SHA-256 before", Html.Tag("code", encoder.Before));
            table.Row("encoder's SHA-256 after", Html.Tag("code", encoder.After));
        }
        if (run.Model.TokenizerFingerprint is { } tokenizer) table.Row("tokenizer's SHA-256", Html.Tag("code", tokenizer));
        if (run.Adapter is { } adapter) table.Row("adapter", Html.Tag("code", adapter.Folder));
        var environment = run.Environment;
        return Html.Section("provenance", "Provenance", table
            .Row("started", Format.Moment(run.Started))
            .Row("device", $"{environment.Device}, {Format.Plural(environment.Processors, "processor")}")
            .Row("PromptGen", environment.PromptGen)
            .Row("TorchSharp", environment.TorchSharp)
            .Row(".NET", environment.DotNet)
            .Row("system", environment.OperatingSystem)
            .Element());
    }
}
