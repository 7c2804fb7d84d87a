using System.Text.Json.Nodes;
using PromptGen.Encoders;
using PromptGen.Heads;

namespace PromptGen.Adapters;

/// <summary>
/// The <c>adapter_config.json</c> of Hugging Face PEFT (0.21, prefix tuning). PEFT reads <c>peft_type</c>, <c>task_type</c> and
/// <c>num_virtual_tokens</c>; without <c>task_type</c> it silently ignores the prefix, so it is always written.
/// </summary>
internal static class PeftConfig
{
    public const string FileName = "adapter_config.json";

    public static JsonObject Of(AdapterCard card, int layers, KeyValueShape keyValues, string? baseModel) => new()
    {
        ["peft_type"] = "PREFIX_TUNING",
        ["task_type"] = TaskType(card.Head.Task),
        ["num_virtual_tokens"] = card.PrefixLength,
        ["inference_mode"] = true,
        ["prefix_projection"] = false,
        ["num_layers"] = layers,
        ["num_attention_heads"] = keyValues.Heads,
        ["token_dim"] = keyValues.Heads * keyValues.HeadSize,
        ["num_transformer_submodules"] = 1,
        ["base_model_name_or_path"] = baseModel,
        ["modules_to_save"] = new JsonArray("classifier", "score"),
    };

    private static string TaskType(HeadTask task) => task switch
    {
        HeadTask.SequenceClassification => "SEQ_CLS",
        HeadTask.TokenClassification => "TOKEN_CLS",
        HeadTask.QuestionAnswering => "QUESTION_ANS",
        _ => throw new AdapterException($"PEFT has no name for the task {task}."),
    };
}
