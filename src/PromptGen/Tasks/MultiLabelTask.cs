using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>Any number of labels for a text or a pair. Answers are the indices of those that are there, ascending.</summary>
/// <param name="labels">The labels, in the order of the head's outputs.</param>
public sealed class MultiLabelTask(LabelSet labels) : AdapterTask<TextExample, IReadOnlyList<int>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => labels.Names;

    /// <inheritdoc/>
    public override LabelKind? LabelKind => Heads.LabelKind.Several;

    /// <inheritdoc/>
    public override IReadOnlyList<string> MetricNames => SeveralMetrics.Names;

    /// <inheritdoc/>
    public override AnsweringHead<TEncoder> NewHead<TEncoder>(Encoders.Backbone<TEncoder> backbone, double? dropout = null, Generator? generator = null) =>
        new SequenceClassificationHead<TEncoder>(backbone, labels.Count, dropout: dropout, generator: generator, labels: LabelKind);

    /// <inheritdoc/>
    public override IMetric<IReadOnlyList<int>> Metric(string name) => SeveralMetrics.Named(name, labels.Count);

    /// <inheritdoc/>
    public override TokenizedExamples Rows(IReadOnlyList<TextExample> examples, TextTokenizer tokenizer, int? maximumLength = null, bool labeled = true) => new(
        [.. examples.Select(example => tokenizer.Encode(example.Text, example.Pair, maximumLength))],
        labeled ? RowLabels.Several(labels.IndicesOfSeveral(examples), labels.Count) : null);

    /// <inheritdoc/>
    /// <remarks>The labels whose probability is <see cref="SeveralPrediction.Threshold"/> or more.</remarks>
    public override IReadOnlyList<IReadOnlyList<int>> Answers(IReadOnlyList<TextExample> examples, TokenizedExamples rows, IReadOnlyList<Answer> answers) =>
    [
        .. answers.Cast<SeveralPrediction>().Select(answer =>
            (int[])[.. Enumerable.Range(0, labels.Count).Where(label => answer.Probabilities[label] >= SeveralPrediction.Threshold)]),
    ];

    /// <inheritdoc/>
    /// <remarks>Labels that are not the task's have indices that no model answers.</remarks>
    public override IReadOnlyList<IReadOnlyList<int>> Truth(IReadOnlyList<TextExample> examples, UnseenLabels unseen = UnseenLabels.Refused) =>
        labels.IndicesOfSeveral(examples, unseen);

    /// <inheritdoc/>
    public override IEnumerable<string> LabelsOf(TextExample example) => example.Labels ?? [];

    /// <inheritdoc/>
    /// <remarks>The labels that more than half of the texts have, and the one label that most texts have.</remarks>
    public override IReadOnlyList<Baseline<TextExample, IReadOnlyList<int>>> Baselines(IReadOnlyList<TextExample> training, IReadOnlyList<TextExample>? dev = null)
    {
        var counts = labels.IndicesOfSeveral(training, UnseenLabels.CountedAsWrong).SelectMany(indices => indices).Where(index => index < labels.Count)
            .CountBy(index => index).OrderByDescending(count => count.Value).ThenBy(count => count.Key).ToList();
        int[] majority = [.. counts.Where(count => 2 * count.Value > training.Count).Select(count => count.Key).Order()];
        var baselines = new List<Baseline<TextExample, IReadOnlyList<int>>> { Always(majority) };
        if (counts.Count > 0 && majority is not [_]) baselines.Add(Always([counts[0].Key]));
        return baselines;

        Baseline<TextExample, IReadOnlyList<int>> Always(int[] answer) =>
            new(answer.Length == 0 ? "always no label" : $"always {string.Join(", ", answer.Select(label => $"'{labels.Names[label]}'"))}", _ => answer);
    }
}
