using PromptGen.Cli.Terminal;
using System.CommandLine;
using PromptGen.Cli.Tasks;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen evaluate</c></summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var adapterOptions = new AdapterOptions(several: false);
        var data = new Option<FileInfo>("--data") { Description = "Labeled examples: " + DataOptions.Formats + ".", Required = true, HelpName = "file" };
        var metric = MetricOptions.NewMetric();
        var unseen = MetricOptions.NewUnseen();
        var dataOptions = new DataOptions(ofAdapter: true);
        var command = new Command("evaluate", """
            Measures an adapter on labeled examples by the metric of its task, beside what would be reached without a model; then label by label,
            or entity by entity.

            Example:
              promptgen evaluate --model models/bert-base-uncased --adapter my-adapter --data test.jsonl
            """)
        {
            data, metric, unseen,
        };
        adapterOptions.AddTo(command);
        dataOptions.AddTo(command);
        command.SetAction(result =>
        {
            using var opened = adapterOptions.Open(result, dataOptions.TaskOf(result));
            var adapter = opened.Adapters[0];
            adapter.Task.Evaluate(
                adapter,
                new EvaluateRequest(result.GetRequiredValue(data).FullName, dataOptions.Of(result), result.GetValue(metric), result.GetValue(unseen)),
                result.Streams().Results);
            return ExitCode.Success;
        });
        return command;
    }
}
