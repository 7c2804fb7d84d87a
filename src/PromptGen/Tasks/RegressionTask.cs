using System.Globalization;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>A number for a text or a pair, by squared error. Answers are numbers.</summary>
public sealed class RegressionTask : AdapterTask<TextExample, double>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels { get; } = ["value"];

    /// <inheritdoc/>
    public override LabelKind? LabelKind => Heads.LabelKind.Value;

    /// <inheritdoc/>
    public override IReadOnlyList<string> MetricNames => RowMetrics.ValueNames;

    /// <inheritdoc/>
    public override AnsweringHead<TEncoder> NewHead<TEncoder>(Encoders.Backbone<TEncoder> backbone, double? dropout = null, Generator? generator = null) =>
        new SequenceClassificationHead<TEncoder>(backbone, Labels.Count, dropout: dropout, generator: generator, labels: LabelKind);

    /// <inheritdoc/>
    public override IMetric<double> Metric(string name) => RowMetrics.ForValues(name);

    /// <inheritdoc/>
    public override TokenizedExamples Rows(IReadOnlyList<TextExample> examples, TextTokenizer tokenizer, int? maximumLength = null, bool labeled = true) => new(
        [.. examples.Select(example => tokenizer.Encode(example.Text, example.Pair, maximumLength))],
        labeled ? RowLabels.Values(Truth(examples)) : null);

    /// <inheritdoc/>
    public override IReadOnlyList<double> Answers(IReadOnlyList<TextExample> examples, TokenizedExamples rows, IReadOnlyList<Answer> answers) =>
        [.. answers.Cast<ValuePrediction>().Select(answer => answer.Values[0])];

    /// <inheritdoc/>
    public override IReadOnlyList<double> Truth(IReadOnlyList<TextExample> examples, UnseenLabels unseen = UnseenLabels.Refused) =>
        [.. examples.Select(example => example.Value ?? throw new DataException($"{example.Source}: has no number; expected one."))];

    /// <inheritdoc/>
    /// <remarks>The mean; no constant correlates with anything.</remarks>
    public override IReadOnlyList<Baseline<TextExample, double>> Baselines(IReadOnlyList<TextExample> training, IReadOnlyList<TextExample>? dev = null)
    {
        var mean = Truth(training).DefaultIfEmpty(0).Average();
        return [new(string.Create(CultureInfo.InvariantCulture, $"the mean ({mean:0.####})"), _ => mean)];
    }
}
