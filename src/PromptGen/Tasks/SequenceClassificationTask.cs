using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>One label for a text or a pair. Answers are indices of labels.</summary>
/// <param name="labels">The labels, in the order of the head's outputs.</param>
public sealed class SequenceClassificationTask(LabelSet labels) : AdapterTask<TextExample, int>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => labels.Names;

    /// <inheritdoc/>
    public override LabelKind? LabelKind => Heads.LabelKind.One;

    /// <inheritdoc/>
    public override IReadOnlyList<string> MetricNames => RowMetrics.LabelNames;

    /// <inheritdoc/>
    public override AnsweringHead<TEncoder> NewHead<TEncoder>(Encoders.Backbone<TEncoder> backbone, double? dropout = null, Generator? generator = null) =>
        new SequenceClassificationHead<TEncoder>(backbone, labels.Count, dropout: dropout, generator: generator, labels: LabelKind);

    /// <inheritdoc/>
    public override IMetric<int> Metric(string name) => RowMetrics.ForLabels(name, labels.Count);

    /// <inheritdoc/>
    public override TokenizedExamples Rows(IReadOnlyList<TextExample> examples, TextTokenizer tokenizer, int? maximumLength = null, bool labeled = true) => new(
        [.. examples.Select(example => tokenizer.Encode(example.Text, example.Pair, maximumLength))],
        labeled ? RowLabels.One(labels.IndicesOf(examples)) : null);

    /// <inheritdoc/>
    public override IReadOnlyList<int> Answers(IReadOnlyList<TextExample> examples, TokenizedExamples rows, IReadOnlyList<Answer> answers) =>
        [.. answers.Cast<Prediction>().Select(prediction => Prediction.Likeliest(prediction.Probabilities))];

    /// <inheritdoc/>
    /// <remarks>Labels that are not the task's have indices that no model answers.</remarks>
    public override IReadOnlyList<int> Truth(IReadOnlyList<TextExample> examples, UnseenLabels unseen = UnseenLabels.Refused) => labels.IndicesOf(examples, unseen);

    /// <inheritdoc/>
    public override IEnumerable<string> LabelsOf(TextExample example) => example.Label is { } label ? [label] : [];

    /// <inheritdoc/>
    /// <remarks>The label that is most often there.</remarks>
    public override IReadOnlyList<Baseline<TextExample, int>> Baselines(IReadOnlyList<TextExample> training)
    {
        var known = labels.IndicesOf(training, UnseenLabels.CountedAsWrong).Where(index => index < labels.Count).ToList();
        var majority = known.Count == 0 ? 0 : MajorityBaseline.Of(known).Label;
        return [new($"majority '{labels.Names[majority]}'", _ => majority)];
    }
}
