using System.Text.Json.Nodes;
using PromptGen.Checkpoints;

namespace PromptGen.Cli.Drafting;

/// <summary>Whether queries and keys are turned by their positions, and by which base, as configuration and buffers show it.</summary>
internal sealed class RotarySigns(SchemaDraft draft, ConfigKeys config, DraftDefinitions definitions, IReadOnlyList<StoredTensor> loose)
{
    private const string Published = "10000";

    /// <summary>Whether there is any sign of it.</summary>
    public bool Any => IsOfKind("rotary") || IsOfKind("rope") || config.Key("rotaryBase") is not null
        || config.At($"rope_parameters.{LayerTypes.Full}.rope_theta") is not null || config.Says("rope", "use_rope", "rotary", "use_rotary", "use_rotary_embeddings") || HasBuffer;

    /// <summary>Whether the configuration names a kind of positions.</summary>
    /// <param name="word">What its name contains.</param>
    public bool IsOfKind(string word)
    {
        foreach (var key in new[] { "position_embedding_type", "position_encoding", "position_embedding" })
        {
            if (config.At(key) is not JsonValue value || !value.TryGetValue(out string? kind) || !kind.Contains(word, StringComparison.OrdinalIgnoreCase)) continue;
            config.Read(key);
            draft.Of("fixed")[key] = kind;
            return true;
        }
        return false;
    }

    /// <summary>The base, of all layers.</summary>
    /// <param name="place">Where it stands in the schema.</param>
    public JsonNode Base(string place)
    {
        if (definitions.Number("rotaryBase") is { } named)
        {
            FixParameters("rope_parameters");
            return named;
        }
        if (config.At($"rope_parameters.{LayerTypes.Full}.rope_theta") is not null) return BaseOf("global", LayerTypes.Full);
        draft.Assume(place, $"no key of the configuration says it; {Published}, which most encoders have, was written");
        return int.Parse(Published, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The base of one kind of layers, where transformers 5 says one for each.</summary>
    /// <param name="kind">The kind in the schema.</param>
    /// <param name="type">Its word in the configuration.</param>
    public string BaseOf(string kind, string type)
    {
        var name = $"{kind}Base";
        draft.Of("numbers")[name] = new JsonObject { ["config"] = $"rope_parameters.{type}.rope_theta" };
        FixParameters($"rope_parameters.{type}");
        return name;
    }

    /// <summary>What else transformers 5 says of rotary positions, such as a scaling, makes another encoder when it is otherwise.</summary>
    /// <param name="path">The object of the configuration.</param>
    public void FixParameters(string path)
    {
        if (config.At(path) is not JsonObject parameters) return;
        config.Read(path);
        var read = new[] { "rope_theta", "rope_type", "partial_rotary_factor" };
        draft.Of("fixed")[path] = new JsonObject { ["members"] = new JsonArray([.. read.Select(name => (JsonNode)name)]) };
        draft.Of("fixed")[$"{path}.rope_type"] = "default";
        draft.Of("fixed")[$"{path}.partial_rotary_factor"] = 1;
        foreach (var (name, value) in parameters)
        {
            if (read.Contains(name) && (name, value?.ToJsonString()) is ("rope_theta", _) or ("rope_type", "\"default\"") or ("partial_rotary_factor", "1" or "1.0")) continue;
            draft.Leave($"'{path}.{name}': {value?.ToJsonString() ?? "null"}", "changes how positions turn queries and keys in a way that the language does not have");
        }
    }

    private bool HasBuffer => loose.Any(tensor => tensor.Name.EndsWith("inv_freq", StringComparison.Ordinal));
}
