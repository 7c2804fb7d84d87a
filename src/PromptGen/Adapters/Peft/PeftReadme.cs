using System.Globalization;
using System.Text.Json;
using PromptGen.Heads;

namespace PromptGen.Adapters.Peft;

/// <summary>The <c>README.md</c> beside an adapter for PEFT: how it is opened there, and what PEFT has no place for.</summary>
internal static class PeftReadme
{
    public const string FileName = "README.md";

    public static string Of(PeftTask task, AdapterCard card, string? baseModel)
    {
        var auto = task.Task switch
        {
            HeadTask.SequenceClassification => "AutoModelForSequenceClassification",
            HeadTask.TokenClassification => "AutoModelForTokenClassification",
            HeadTask.QuestionAnswering => "AutoModelForQuestionAnswering",
            _ => "AutoModel",
        };
        var labels = string.Join(", ", card.Labels.Select((label, i) => $"{i}: {Text(label)}"));
        var options = card.Labels.Count == 0 ? "" : $", num_labels={card.Labels.Count}, id2label={{{labels}}}{ProblemType(card.LabelKind)}";
        var lines = new List<string>
        {
            "---", "library_name: peft", $"base_model: {Text(baseModel ?? "unknown")}", "---", "",
            $"A prefix of {card.PrefixLength} virtual tokens in every layer (P-Tuning v2), written by PromptGen for Hugging Face PEFT.", "",
            "```python", $"from transformers import {auto}", "from peft import PeftModel", "",
            $"base = {auto}.from_pretrained({Text(baseModel ?? "the base model's folder")}{options})",
            "model = PeftModel.from_pretrained(base, \"this folder\")", "```", "",
            "What PEFT has no place for:", "",
        };
        Add("labels, by index", card.Labels.Count == 0 ? null : labels);
        Add("most tokens of a row", card.MaxTokens?.ToString(CultureInfo.InvariantCulture));
        Add("SHA-256 of the base model's weights, as PromptGen counts it", card.BaseModelFingerprint);
        Add("SHA-256 of the tokenizer, as PromptGen counts it", card.TokenizerFingerprint);
        Add("training", card.Training is null ? null : JsonSerializer.Serialize(card.Training));
        return string.Join('\n', lines) + "\n";

        void Add(string what, string? value)
        {
            if (value is not null) lines.Add($"- {what}: {value}");
        }
    }

    private static string ProblemType(LabelKind? kind) => kind switch
    {
        LabelKind.One => ", problem_type=\"single_label_classification\"",
        LabelKind.Several => ", problem_type=\"multi_label_classification\"",
        LabelKind.Value => ", problem_type=\"regression\"",
        _ => "",
    };

    /// <summary>A text as Python and YAML spell it; JSON would escape the halves of surrogate pairs, which neither puts together again.</summary>
    private static string Text(string value) => $"\"{string.Concat(value.Select(c => c switch
    {
        '"' or '\\' => $"\\{c}",
        _ when char.IsControl(c) => $"\\x{(int)c:x2}",
        _ => c.ToString(),
    }))}\"";
}
