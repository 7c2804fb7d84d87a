using System.Text.Json.Nodes;

namespace PromptGen.Cli.Drafting;

/// <summary>Defines sizes, rates, numbers and options of a draft as they are first used.</summary>
internal sealed class DraftDefinitions(SchemaDraft draft, ConfigKeys config)
{
    /// <summary>Values of <c>hidden_act</c> and the like, and what they mean.</summary>
    private static readonly (string Value, string Meaning)[] Activations =
    [
        ("gelu", "gelu"), ("gelu_new", "geluTanh"), ("gelu_pytorch_tanh", "geluTanh"), ("gelu_fast", "geluTanh"), ("relu", "relu"), ("silu", "silu"), ("swish", "silu"), ("tanh", "tanh"),
        ("swiglu", "silu"), ("geglu", "gelu"), ("reglu", "relu"), ("gated-gelu", "geluTanh"), ("gated-silu", "silu"),
    ];

    /// <summary>A size by its name, or, where the configuration has no key for it, the number that the shapes show.</summary>
    public JsonNode Size(string name, long number)
    {
        if (config.Number(name) == number)
        {
            draft.Of("sizes")[name] = new JsonObject { ["config"] = config.Key(name) };
            return name;
        }
        if (name == "intermediateSize" && config.Number(name) is { } said && said * 2 == number * 3)
        {
            draft.Of("sizes")[name] = new JsonObject { ["config"] = config.Key(name) };
            draft.Assume(name, $"shapes show {number}, two thirds of what the configuration says; that was written");
            return new JsonObject { ["size"] = name, ["times"] = 2, ["dividedBy"] = 3 };
        }
        var times = config.Number("hiddenSize") is { } width && number > width && number % width == 0 ? number / width : 1;
        draft.Assume(name, $"{config.Said(name)}, and shapes show {number}; {(times > 1 ? $"{times} times 'hiddenSize'" : "that number")} was written");
        return times > 1 ? new JsonObject { ["size"] = "hiddenSize", ["times"] = times } : number;
    }

    /// <summary>A rate by its name; null: the configuration has none.</summary>
    public JsonNode? Rate(string name) => Defined("rates", name);

    /// <summary>A number by its name; null: the configuration has none.</summary>
    public JsonNode? Number(string name) => Defined("numbers", name);

    /// <summary>The activation of feed-forward blocks.</summary>
    public JsonNode Activation()
    {
        if (config.Text("activation") is not { } value)
        {
            draft.Assume("activation", "no key of the configuration names one; 'gelu' was written");
            return "gelu";
        }
        var meaning = Activations.Where(known => known.Value.Equals(value, StringComparison.OrdinalIgnoreCase)).Select(known => known.Meaning).FirstOrDefault();
        if (meaning is null)
        {
            draft.Leave($"'{config.Key("activation")}': \"{value}\"", "is an activation that the language does not have; 'gelu' was written");
            return "gelu";
        }
        // With one value of a kind go those that mean the same to every library.
        var values = Activations.Where(known => known.Value is "gelu" or "gelu_new" or "relu" or "silu").Append((Value: value, Meaning: meaning)).DistinctBy(known => known.Value);
        draft.Of("options")["activation"] = new JsonObject
        {
            ["config"] = config.Key("activation"),
            ["kind"] = "activation",
            ["values"] = new JsonObject(values.Select(known => KeyValuePair.Create(known.Value, (JsonNode?)known.Meaning))),
        };
        return new JsonObject { ["option"] = "activation" };
    }

    private JsonNode? Defined(string kind, string name)
    {
        if (config.Key(name) is not { } key) return null;
        draft.Of(kind)[name] = new JsonObject { ["config"] = key };
        return name;
    }
}
