using System.CommandLine;
using System.Globalization;
using PromptGen.Backbones;
using PromptGen.Cli.Terminal;
using PromptGen.Cli.Training;
using PromptGen.Encoders;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using Spectre.Console;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen evaluate</c></summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var adapterOptions = new AdapterOptions();
        var data = new Option<FileInfo>("--data") { Description = "Labeled examples: JSON lines (.jsonl) or lines of 'label text'.", Required = true, HelpName = "file" };
        var textKey = new Option<string>("--text-key") { Description = "The text's key in JSON lines.", DefaultValueFactory = _ => "text", HelpName = "key" };
        var pairKey = new Option<string>("--pair-key") { Description = "The second text's key in JSON lines.", DefaultValueFactory = _ => "text_pair", HelpName = "key" };
        var labelKey = new Option<string>("--label-key") { Description = "The label's key in JSON lines.", DefaultValueFactory = _ => "label", HelpName = "key" };
        var command = new Command("evaluate", """
            Measures an adapter on labeled examples, beside the majority baseline.

            Example:
              promptgen evaluate --model models/bert-base-uncased --adapter my-adapter --data test.jsonl
            """)
        {
            adapterOptions.Model, adapterOptions.Adapter, data, adapterOptions.BatchSize, textKey, pairKey, labelKey, adapterOptions.Device,
        };
        command.SetAction((result, cancellation) =>
        {
            var examples = TextExamples.Read(
                result.GetRequiredValue(data).FullName,
                new ExampleColumns(result.GetRequiredValue(textKey), result.GetRequiredValue(pairKey), result.GetRequiredValue(labelKey)));
            using var classifier = adapterOptions.Open(result);
            return Task.FromResult(Run(classifier, examples, AnsiConsole.Console, cancellation));
        });
        return command;
    }

    private static int Run(IOpenClassifier classifier, IReadOnlyList<TextExample> examples, IAnsiConsole console, CancellationToken cancellation)
    {
        var labels = new LabelSet(classifier.Labels);
        var truth = labels.IndicesOf(examples);
        var predicted = classifier.Predict([.. examples.Select(e => (e.Text, e.Pair))], cancellation)
            .Select(p => Prediction.Prediction.Likeliest(p.Probabilities)).ToList();
        var majority = MajorityBaseline.Of(truth);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"accuracy    {100 * Accuracy.Of(predicted, truth):0.0} % of {examples.Count} examples; majority '{labels.Names[majority.Label]}' {100 * majority.Share:0.0} %"));
        foreach (var (name, index) in labels.Names.Select((name, index) => (name, index)))
        {
            var own = Enumerable.Range(0, truth.Count).Where(i => truth[i] == index).ToList();
            var found = own.Count(i => predicted[i] == index);
            console.WriteLine($"  {name,-24} {found} of {own.Count} found, {predicted.Count(p => p == index)} predicted");
        }
        return ExitCode.Success;
    }
}
