using System.Globalization;
using PromptGen.Adapters;
using PromptGen.Cli.Terminal;
using PromptGen.Heads;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Cli.Tasks;

/// <summary>The examples of one <c>promptgen train</c>, read and tokenized, and what has to be said of them.</summary>
/// <param name="Task">What is learned.</param>
/// <param name="Metric">What chooses and is reported.</param>
/// <param name="Train">The rows to train on.</param>
/// <param name="Dev">Chooses epoch and rate.</param>
/// <param name="Test">Is reported.</param>
/// <param name="TrainBaselines">What would be reached on the training examples without a model.</param>
/// <param name="ExampleCount">Training examples; a long one may have several rows.</param>
/// <param name="MaxTokens">Of a row.</param>
/// <param name="Inputs">What kind of texts the training examples are.</param>
/// <param name="Notices">What a user should be told.</param>
internal sealed record TaskData(
    AdapterTask Task, IMetric Metric, TokenizedExamples Train, Split? Dev, Split? Test, IReadOnlyList<(string Name, double Score)> TrainBaselines,
    int ExampleCount, int MaxTokens, TextInputs Inputs, IReadOnlyList<string> Notices)
{
    /// <summary>What is reported at the end: the test examples if it is known what is right, else the dev examples, which also choose; null: neither is there.</summary>
    public Split? Reported => Test is { IsLabeled: true } ? Test : Dev;

    public void Print(Screen console)
    {
        foreach (var notice in Notices) console.WriteLine($"note        {notice}");
        foreach (var (name, count, rows) in new[] { ("train", ExampleCount, Train), ("dev", Dev?.Count ?? 0, Dev?.Rows), ("test", Test?.Count ?? 0, Test?.Rows) })
        {
            if (rows is null) continue;
            var cut = rows.TruncatedCount;
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-11} {count} examples, {rows.Lengths.DefaultIfEmpty(0).Average():0.0} tokens on average")
                + (rows.Count == count ? "" : $" in {rows.Count} rows")
                + (cut == 0 || rows.Count != count ? "" : $"; {cut} cut to {MaxTokens} tokens"));
        }
        if (Task.LabelKind != LabelKind.Value) console.WriteLine($"labels      {string.Join(", ", Task.Labels)}{(TrainBaselines.Count == 0 ? "" : $"; {Metric.Name} in training{Metric.Show(TrainBaselines)}")}");
    }
}
