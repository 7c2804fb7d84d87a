using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks.Baselines;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>One label for a text or a pair. Answers are indices of labels.</summary>
/// <param name="labels">The labels, in the order of the head's outputs.</param>
public sealed class SequenceClassificationTask(LabelSet labels) : AdapterTask<TextExample, int>
{
    /// <summary>A baseline must not take longer than what it is held against.</summary>
    private const int MostOfBagOfWords = 20_000;

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
    /// <remarks>
    /// The label that is most often there; and words without their order (<see cref="BagOfWords"/>), of the first 20,000 training examples, trained when it is first
    /// asked, its settings chosen on the dev examples.
    /// </remarks>
    public override IReadOnlyList<Baseline<TextExample, int>> Baselines(IReadOnlyList<TextExample> training, IReadOnlyList<TextExample>? dev = null)
    {
        var indices = labels.IndicesOf(training, UnseenLabels.CountedAsWrong);
        var known = Enumerable.Range(0, training.Count).Where(i => indices[i] < labels.Count).ToList();
        var majority = known.Count == 0 ? 0 : MajorityBaseline.Of([.. known.Select(i => indices[i])]).Label;
        var constant = new Baseline<TextExample, int>($"majority '{labels.Names[majority]}'", _ => majority);
        if (known.Count == 0) return [constant];

        var read = known.Take(MostOfBagOfWords).ToList();
        var (texts, truth) = (read.ConvertAll(i => training[i]), read.ConvertAll(i => indices[i]));
        var bag = new Lazy<BagOfWords>(() => dev is null
            ? BagOfWords.Of(texts, truth)
            : BagOfWords.Tuned(texts, truth, dev, labels.IndicesOf(dev, UnseenLabels.CountedAsWrong)));
        return [constant, new("bag of words", example => bag.Value.Predict(example), IsConstant: false)];
    }
}
