using System.Globalization;
using PromptGen.Adapters;
using PromptGen.Encoders;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Terminal;

namespace PromptGen.Cli.Inspection;

/// <summary>Says what an adapter folder holds: its task, labels, prefix and training.</summary>
internal static class AdapterInspection
{
    private const string Unknown = "unknown: the adapter is PEFT's, which does not say";

    public static void Print(string folder, Screen console)
    {
        using var adapter = AdapterFolder.Read(folder);
        var card = adapter.Card;
        console.Rows(
        [
            ("encoder", card.Architecture ?? Unknown),
            ("task", CommandTask.For(card)?.Name ?? card.Head?.Task.ToString() ?? "none: hidden states"),
            ("inputs", card.Inputs switch { null => "not known", TextInputs.Single => "single texts", TextInputs.Pair => "pairs of texts", _ => "single texts and pairs" }),
            ("labels", card.Labels.Count == 0 ? "none" : string.Join(", ", card.Labels)),
            ("prefix", card.PrefixLength == 0 ? "none (head only)" : $"{card.PrefixLength} slots in {Layers(card)}; token positions start at {card.PositionShift}"),
            ("segments", card.TokenTypes == TokenTypeUse.Zero ? "the first for all tokens, whatever the input says" : "those of the input"),
            .. Training(card.Training),
            ("base model", card.BaseModelFingerprint ?? Unknown),
            ("tokenizer", card.TokenizerFingerprint ?? Unknown),
        ]);
        if (adapter.PassedBy is { } file) console.WriteLine($"not read    {file}: adapter_model.safetensors is there");
        foreach (var (name, shape) in adapter.Tensors) console.WriteLine($"  {name} [{string.Join(", ", shape)}]");
    }

    private static string Layers(AdapterCard card) => card.PromptedLayers is { } layers
        ? $"layers {string.Join(",", layers)}"
        : card.LayerCount is { } count ? $"all {count} layers" : "all layers";

    private static IEnumerable<(string Name, string Value)> Training(TrainingSummary? training) => training is null ? [("trained", Unknown)] :
    [
        ("trained", $"{training.TrainableParameters:N0} of {training.FrozenParameters + training.TrainableParameters:N0} parameters ({OutlineTree.Share(training.TrainableParameters, training.FrozenParameters)}), {training.Epochs} epochs, {training.Examples:N0} examples, seed {training.Seed}"),
        ("dev score", training.DevScore is { } score ? $"{score.ToString("0.0000", CultureInfo.InvariantCulture)} {training.Metric} (epoch {training.BestEpoch})" : "no dev data"),
    ];
}
