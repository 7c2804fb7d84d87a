using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Files;

namespace PromptGen.Adapters.Peft;

/// <summary>
/// The <c>adapter_config.json</c> of Hugging Face PEFT (0.21, prefix tuning). PEFT itself needs <c>peft_type</c>, <c>task_type</c> and
/// <c>num_virtual_tokens</c>; without a <c>task_type</c> it silently ignores the prefix.
/// </summary>
/// <param name="Task">PEFT's class.</param>
/// <param name="PrefixLength">P</param>
/// <param name="LayerCount">The layers of the base model, all of which are prompted; null: not given.</param>
/// <param name="HeadCount">Their attention heads; null: not given.</param>
/// <param name="HiddenSize">Their keys and values together; null: not given.</param>
/// <param name="BaseModel">The base model's name or path, if it is given.</param>
internal sealed record PeftConfig(PeftTask Task, int PrefixLength, int? LayerCount, int? HeadCount, int? HiddenSize, string? BaseModel)
{
    public const string FileName = "adapter_config.json";

    private const string PrefixTuning = "PREFIX_TUNING";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>That of a prefix in all layers of an encoder.</summary>
    public static PeftConfig Of<TEncoder>(PeftTask task, int prefixLength, Backbone<TEncoder> backbone, string? baseModel)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var keyValues = backbone.KeyValues(0);
        return new PeftConfig(task, prefixLength, backbone.LayerCount, keyValues.Heads, keyValues.Heads * keyValues.HeadSize, baseModel);
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), new JsonObject
    {
        ["peft_type"] = PrefixTuning,
        ["task_type"] = Task.Name,
        ["num_virtual_tokens"] = PrefixLength,
        ["inference_mode"] = true,
        ["prefix_projection"] = false,
        ["num_layers"] = LayerCount,
        ["num_attention_heads"] = HeadCount,
        ["token_dim"] = HiddenSize,
        ["num_transformer_submodules"] = 1,
        ["base_model_name_or_path"] = BaseModel,
        ["modules_to_save"] = Task.HeadModules is [] ? null : new JsonArray([.. Task.HeadModules.Select(module => (JsonNode)module)]),
    }.ToJsonString(Indented) + "\n");

    /// <summary>
    /// Reads it. <c>prefix_projection</c> and <c>encoder_hidden_size</c> are ignored: they tell of the MLP that made the prefix, which PEFT
    /// collapses when it saves.
    /// </summary>
    /// <exception cref="AdapterException">It cannot be read, or is not of a prefix over an encoder.</exception>
    public static PeftConfig Read(string folder)
    {
        try
        {
            var json = ConfigJson.Read(FileSet.PathOf(folder, FileName));
            if (json.Text("peft_type", null) is var kind && kind != PrefixTuning)
                throw new AdapterException($"{json.Source}: 'peft_type' is '{kind}'; expected '{PrefixTuning}'.");
            if (json.Size("num_transformer_submodules", 1) is var stacks and not 1)
                throw new AdapterException($"{json.Source}: 'num_transformer_submodules' is {stacks}; an encoder has one stack of layers.");
            var config = new PeftConfig(
                TaskOf(json), json.Size("num_virtual_tokens"), Given(json, "num_layers"), Given(json, "num_attention_heads"), Given(json, "token_dim"),
                json.Text("base_model_name_or_path", "") is { Length: > 0 } name ? name : null);
            return config.HiddenSize % config.HeadCount is null or 0
                ? config
                : throw new AdapterException($"{json.Source}: 'num_attention_heads' {config.HeadCount} does not divide 'token_dim' {config.HiddenSize}.");
        }
        catch (CheckpointException e)
        {
            throw new AdapterException(e.Message, e);
        }
    }

    private static PeftTask TaskOf(ConfigJson json)
    {
        var known = string.Join(", ", PeftTask.All.Select(task => $"'{task.Name}'"));
        if (!json.Has("task_type"))
            throw new AdapterException($"{json.Source}: has no 'task_type', without which PEFT ignores prefix and head; expected one of {known}.");
        var name = json.Text("task_type", null);
        return PeftTask.All.FirstOrDefault(task => task.Name == name)
            ?? throw new AdapterException($"{json.Source}: 'task_type' is '{name}'; an encoder's is one of {known}.");
    }

    private static int? Given(ConfigJson json, string key) => json.Has(key) ? json.Size(key) : null;
}
