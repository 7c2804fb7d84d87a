using System.CommandLine;
using System.Globalization;
using PromptGen.Backbones;
using PromptGen.Cli.Terminal;
using PromptGen.Cli.Training;
using PromptGen.Encoders;
using PromptGen.Predictions;
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
        var columns = new ColumnOptions();
        var command = new Command("evaluate", """
            Measures an adapter on labeled examples, beside the majority baseline.

            Example:
              promptgen evaluate --model models/bert-base-uncased --adapter my-adapter --data test.jsonl
            """)
        {
            adapterOptions.Model, adapterOptions.Adapter, data, adapterOptions.BatchSize, columns.Text, columns.Pair, columns.Label, adapterOptions.Device, adapterOptions.Force,
        };
        command.SetAction(result =>
        {
            var examples = TextExamples.Read(result.GetRequiredValue(data).FullName, columns.Of(result));
            using var classifier = adapterOptions.Open(result);
            return Run(classifier, examples, AnsiConsole.Console);
        });
        return command;
    }

    private static int Run(IOpenClassifier classifier, IReadOnlyList<TextExample> examples, IAnsiConsole console)
    {
        var labels = new LabelSet(classifier.Labels);
        var truth = examples.Select(labels.IndexOf).ToList();
        if (truth.Count == 0) throw new UserException("There are no examples to evaluate.");
        var predicted = classifier.Predict([.. examples.Select(e => (e.Text, e.Pair))])
            .Select(p => Prediction.Likeliest(p.Probabilities)).ToList();
        var majority = MajorityBaseline.Of(truth);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"accuracy    {100 * Accuracy.Of(predicted, truth).Share:0.0} % of {examples.Count} examples; majority '{labels.Names[majority.Label]}' {100 * majority.Share:0.0} %"));
        foreach (var (name, index) in labels.Names.Select((name, index) => (name, index)))
        {
            var own = Enumerable.Range(0, truth.Count).Where(i => truth[i] == index).ToList();
            var found = own.Count(i => predicted[i] == index);
            console.WriteLine($"  {name,-24} {found} of {own.Count} found, {predicted.Count(p => p == index)} predicted");
        }
        return ExitCode.Success;
    }
}
