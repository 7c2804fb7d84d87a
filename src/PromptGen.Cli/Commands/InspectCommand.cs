using System.CommandLine;
using System.Globalization;
using PromptGen.Adapters;
using PromptGen.Cli.Training;
using PromptGen.Encoders;
using Spectre.Console;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen inspect</c></summary>
internal static class InspectCommand
{
    private const string Unknown = "unknown: the adapter is PEFT's, which does not say";

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A Hugging Face checkpoint folder, or an adapter folder." };
        var encoders = new EncoderOptions();
        var command = new Command("inspect", """
            Says what a folder holds: of a checkpoint its encoder, what was loaded, ignored and missing, and what a prefix would
            cost; of an adapter its task, labels, prefix and training.

            Example:
              promptgen inspect models/bert-base-uncased
            """)
        {
            folder,
        };
        encoders.AddTo(command);
        command.SetAction(result => Run(result.GetRequiredValue(folder).FullName, () => encoders.Registry(result), AnsiConsole.Console));
        return command;
    }

    private static int Run(string folder, Func<EncoderRegistry> registry, IAnsiConsole console)
    {
        if (AdapterFolder.IsAdapter(folder)) Adapter(folder, console);
        else if (File.Exists(Path.Combine(folder, "config.json"))) ModelFolder.Encoder(folder, registry()).Accept(new CheckpointInspection(folder, console));
        else throw new UserException($"{folder}: is neither a checkpoint (no config.json) nor an adapter (no promptgen.json, no adapter_config.json).");
        return ExitCode.Success;
    }

    private static void Adapter(string folder, IAnsiConsole console)
    {
        using var adapter = AdapterFolder.Read(folder);
        var card = adapter.Card;
        Rows(console,
        [
            ("encoder", card.Architecture ?? Unknown),
            ("task", card.Head?.Task.ToString() ?? "none: hidden states"),
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
        ("trained", $"{training.TrainableParameters:N0} of {training.FrozenParameters + training.TrainableParameters:N0} parameters ({Share(training.TrainableParameters, training.FrozenParameters)}), {training.Epochs} epochs, {training.Examples:N0} examples, seed {training.Seed}"),
        ("dev score", training.DevScore is { } score ? $"{score.ToString("0.0000", CultureInfo.InvariantCulture)} {training.Metric} (epoch {training.BestEpoch})" : "no dev data"),
    ];

    private static void Rows(IAnsiConsole console, IEnumerable<(string Name, string Value)> rows)
    {
        foreach (var (name, value) in rows) console.WriteLine($"{name,-11} {value}");
    }

    private static string Share(long trained, long frozen) => (trained / (double)(trained + frozen)).ToString("P2", CultureInfo.InvariantCulture);

    private sealed class CheckpointInspection(string folder, IAnsiConsole console) : IEncoderVisitor<int>
    {
        public int Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var backbone = Frozen<TEncoder>.Open(folder);
            var report = backbone.Report!;
            Rows(console,
            [
                ("encoder", $"{description.Architecture}: {backbone.LayerCount} layers, width {backbone.HiddenSize}, {backbone.KeyValues(0).Heads} heads of {backbone.KeyValues(0).HeadSize}"),
                ("parameters", $"{backbone.ParameterCount:N0} in the backbone"),
                ("SHA-256", backbone.Fingerprint()),
                ("loaded", $"{report.Loaded.Count} tensors"),
            ]);
            foreach (var (name, reason) in report.Ignored) console.WriteLine($"ignored     {name}: {reason}");
            if (report.Converted.Count > 0) console.WriteLine($"converted   {report.Converted.Count} tensors to float32, such as {report.Converted[0].Name} ({report.Converted[0].Type})");
            foreach (var (module, meaning) in report.Missing) console.WriteLine($"missing     {module}: {meaning}");
            foreach (var length in new[] { 8, 20, 128 })
            {
                var trained = (long)length * Enumerable.Range(0, backbone.LayerCount).Sum(layer => backbone.KeyValues(layer).PrefixColumns);
                var longest = backbone.LongestInput(length);
                if (longest is < 1) continue;
                console.WriteLine($"prefix {length,-4} {trained,12:N0} parameters ({Share(trained, backbone.ParameterCount)})"
                    + (longest is null ? "" : $", texts up to {longest} tokens"));
            }
            return ExitCode.Success;
        }
    }
}
