using System.Text.Json.Nodes;

namespace PromptGen.Cli.Drafting;

/// <summary>The kinds of layers that a configuration lists, layer by layer: <c>layer_types</c> of transformers.</summary>
internal sealed class LayerTypes(SchemaDraft draft, ConfigKeys config, DraftDefinitions definitions, RotarySigns rotary)
{
    private const string Key = "layer_types", Sliding = "sliding_attention";

    /// <summary>The word for a layer whose tokens see the whole row.</summary>
    public const string Full = "full_attention";

    /// <summary>Adds to <c>layers</c>, which has the one kind <c>layer</c>, what the list says.</summary>
    /// <param name="layers">What was drafted of all layers.</param>
    public void AddTo(JsonObject layers)
    {
        var types = config.At(Key) is JsonArray list ? list.Select(item => item is JsonValue value && value.TryGetValue(out string? text) ? text : "").ToList() : [];
        if (types.Count == 0)
        {
            draft.Assume("layers.pattern", "all layers were taken for alike");
            return;
        }
        config.Read(Key);
        var layer = layers["kinds"]!["layer"]!.AsObject();
        if (types.Distinct().ToList() is [var only] && only is Full or Sliding)
        {
            if (only == Sliding) AddWindow(Attention(layer));
            draft.Of("fixed")[Key] = new JsonObject { ["kinds"] = new JsonObject { ["layer"] = only } };
            return;
        }
        var again = types.IndexOf(types[0], 1);
        var every = again < 0 ? types.Count : again;
        var others = types.Count > 1 ? types[1] : "";
        if (types.Any(type => type is not (Full or Sliding)) || every < 2 || types.Where((type, index) => type != (index % every == 0 ? types[0] : others)).Any())
        {
            draft.Leave($"'{Key}'", $"lists kinds in an order that the language does not have ({string.Join(", ", types.Take(8))}{(types.Count > 8 ? ", …" : "")}): "
                + "the first layer's kind comes again every n layers, and all between are of the other; all layers were written as one kind");
            return;
        }

        var (first, second) = types[0] == Full ? ("global", "local") : ("local", "global");
        var change = new JsonObject();
        var kinds = new JsonObject { [first] = layer.DeepClone(), [second] = new JsonObject { ["like"] = first, ["blocks"] = new JsonObject { ["attention"] = change } } };
        if (first == "local") change["window"] = null;
        AddWindow(first == "local" ? Attention(kinds[first]!.AsObject()) : change);
        AddBases(kinds, first, second, change);
        layers["pattern"] = new JsonObject { ["every"] = every, ["first"] = first, ["others"] = second };
        layers["kinds"] = kinds;
        draft.Of("fixed")[Key] = new JsonObject { ["kinds"] = new JsonObject { ["global"] = Full, ["local"] = Sliding } };
    }

    /// <summary>Two bases, where transformers 5 says one for each kind.</summary>
    private void AddBases(JsonObject kinds, string first, string second, JsonObject change)
    {
        if (config.At($"rope_parameters.{Full}") is not JsonObject || config.At($"rope_parameters.{Sliding}") is not JsonObject) return;
        draft.Of("fixed")["rope_parameters"] = new JsonObject { ["members"] = new JsonArray(Full, Sliding) };
        foreach (var (kind, type) in new[] { ("global", Full), ("local", Sliding) })
        {
            rotary.BaseOf(kind, type);
        }
        var pairing = Attention(kinds[first]!.AsObject())["rotary"]?["pairing"]?.DeepClone() ?? "halves";
        Attention(kinds[first]!.AsObject())["rotary"] = new JsonObject { ["base"] = $"{first}Base", ["pairing"] = pairing };
        change["rotary"] = new JsonObject { ["base"] = $"{second}Base" };
    }

    private void AddWindow(JsonObject attention)
    {
        const string place = "layers.kinds.local.blocks.attention.window";
        if (config.Number("window") is not { } window)
        {
            draft.Leave(place, $"{config.Said("window")}, so nothing says how far a layer of '{Sliding}' sees");
            return;
        }
        var size = definitions.Size("window", window);
        // ModernBERT's counts both sides.
        var isBothSides = config.Key("window") == "local_attention";
        attention["window"] = isBothSides ? new JsonObject { ["size"] = size, ["dividedBy"] = 2 } : size;
        draft.Assume(place, isBothSides ? "half of it lies on either side" : "that many tokens to either side were taken for granted; some code counts the token itself among them");
    }

    private static JsonObject Attention(JsonObject layer) => layer["blocks"]!["attention"]!.AsObject();
}
