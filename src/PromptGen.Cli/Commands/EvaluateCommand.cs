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
        var data = new Option<FileInfo>("--data") { Description = "Labeled examples: " + ColumnOptions.Formats + ".", Required = true, HelpName = "file" };
        var metric = MetricOptions.NewMetric();
        var unseen = MetricOptions.NewUnseen();
        var columns = new ColumnOptions();
        var command = new Command("evaluate", """
            Measures an adapter on labeled examples, beside the majority baseline.

            Example:
              promptgen evaluate --model models/bert-base-uncased --adapter my-adapter --data test.jsonl
            """)
        {
            adapterOptions.Model, adapterOptions.Adapter, data, metric, unseen, adapterOptions.BatchSize, adapterOptions.Device, adapterOptions.Force,
        };
        columns.AddTo(command);
        command.SetAction(result =>
        {
            var examples = TextExamples.Read(result.GetRequiredValue(data).FullName, columns.Of(result));
            using var classifier = adapterOptions.Open(result);
            return Run(classifier, examples, result.GetRequiredValue(metric), result.GetValue(unseen), AnsiConsole.Console);
        });
        return command;
    }

    private static int Run(IOpenClassifier classifier, TextExamples examples, string metricName, UnseenLabels unseen, IAnsiConsole console)
    {
        var labels = new LabelSet(classifier.Labels);
        var metric = RowMetrics.ForLabels(metricName, labels.Count);
        if (examples.Count == 0) throw new UserException("There are no examples to evaluate.");
        if (examples.IsUnlabeled) throw new UserException("None of the examples has a label, so nothing can be measured; predict classifies them.");
        var truth = labels.IndicesOf(examples, unseen);
        if (examples.Notice is { } notice) console.WriteLine($"note        {notice}");
        var known = truth.Where(index => index < labels.Count).ToList();
        if (known.Count < truth.Length)
            console.WriteLine($"note        {truth.Length - known.Count} of {truth.Length} examples have labels that training does not have, and count as wrong");
        var predicted = classifier.Predict([.. examples.Select(e => (e.Text, e.Pair))])
            .Select(p => Prediction.Likeliest(p.Probabilities)).ToList();
        var majority = known.Count == 0 ? 0 : MajorityBaseline.Of(known).Label;
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{metric.Name,-11} {100 * metric.Score(predicted, truth):0.0} % of {examples.Count} examples; majority '{labels.Names[majority]}' {100 * metric.Score([.. truth.Select(_ => majority)], truth):0.0} %"));
        foreach (var (name, index) in labels.Names.Select((name, index) => (name, index)))
        {
            var own = Enumerable.Range(0, truth.Length).Where(i => truth[i] == index).ToList();
            var found = own.Count(i => predicted[i] == index);
            console.WriteLine($"  {name,-24} {found} of {own.Count} found, {predicted.Count(p => p == index)} predicted");
        }
        return ExitCode.Success;
    }
}
