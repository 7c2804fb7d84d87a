using System.Text.Json.Nodes;

namespace PromptGen.Cli.Drafting;

/// <summary>Linear maps and norms of a draft.</summary>
internal sealed class DraftParts(SchemaDraft draft, ConfigKeys config, DraftDefinitions definitions)
{
    public static JsonObject Linear(StoredModule module, string? path = null)
    {
        var linear = new JsonObject { ["from"] = path ?? module.Path };
        if (!module.HasBias) linear["bias"] = false;
        return linear;
    }

    /// <param name="module">The norm.</param>
    /// <param name="place">Where it stands in the schema.</param>
    /// <param name="path">Its path, where that is not the module's.</param>
    public JsonObject Norm(StoredModule module, string place, string? path = null)
    {
        var isRms = !module.HasBias && (config.Says("rms_norm", "use_rms_norm", "rmsnorm") || config.Key("normEpsilon")?.StartsWith("rms", StringComparison.Ordinal) == true
            || config.Text("normKind")?.Contains("rms", StringComparison.OrdinalIgnoreCase) == true || module.Path.Contains("rms", StringComparison.OrdinalIgnoreCase));
        if (config.Text("normKind") is { } kind) draft.Of("fixed")[config.Key("normKind")!] = kind;
        var norm = new JsonObject { ["kind"] = isRms ? "rms" : "layer", ["epsilon"] = definitions.Rate("normEpsilon") ?? 1e-12 };
        if (config.Key("normEpsilon") is null) draft.Assume($"{place}.epsilon", "the configuration has no key for it; 1e-12 was written");
        if (!isRms && !module.HasBias)
        {
            norm["bias"] = false;
            draft.Assume(place, "has no bias: a layer norm without one was written; one by the root mean square has none either ('rms')");
        }
        norm["from"] = path ?? module.Path;
        return norm;
    }
}
