using PromptGen.Cli.Training;
using PromptGen.Predictions;
using PromptGen.Reports;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>Examples that a model is measured on.</summary>
internal abstract class Split
{
    /// <summary>How many examples there are; a long one may have several rows.</summary>
    public abstract int Count { get; }

    public abstract TokenizedExamples Rows { get; }

    /// <summary>Whether it is known what is right.</summary>
    public abstract bool IsLabeled { get; }

    /// <summary>What chooses comes first, then what is reported beside it.</summary>
    public abstract IReadOnlyList<IMetric> Metrics { get; }

    /// <summary>How many examples have labels that training does not have.</summary>
    public abstract int UnseenCount { get; }

    /// <summary>What would be reached without a model.</summary>
    public abstract IReadOnlyList<MethodScores> Baselines();

    /// <param name="answers">What a model says of each row.</param>
    /// <returns>One for each metric.</returns>
    public abstract IReadOnlyList<double> Scores(IReadOnlyList<Answer> answers);

    /// <summary>What a report shows of them.</summary>
    /// <param name="seed">Of the training.</param>
    /// <param name="answers">What a model says of each row.</param>
    public abstract TestRecord Record(int seed, IReadOnlyList<Answer> answers);
}

/// <inheritdoc/>
/// <param name="examples">The examples; that none is labeled is allowed.</param>
/// <param name="task">Their task.</param>
/// <param name="metrics">Measure answers.</param>
/// <param name="baselines">What answers without a model.</param>
/// <param name="tokenizer">The checkpoint's.</param>
/// <param name="maxTokens">Of a row.</param>
/// <param name="unseen">What becomes of labels that are not the task's.</param>
/// <param name="record">What a report shows of measured examples.</param>
internal sealed class Split<TExample, TAnswer>(
    IExamples<TExample> examples, AdapterTask<TExample, TAnswer> task, IReadOnlyList<IMetric<TAnswer>> metrics, IReadOnlyList<Baseline<TExample, TAnswer>> baselines,
    TextTokenizer tokenizer, int maxTokens, UnseenLabels unseen, Func<int, Measured<TExample, TAnswer>, TestRecord> record) : Split
{
    private readonly IReadOnlyList<TAnswer>? truth = examples.IsUnlabeled ? null : task.Truth(examples, unseen);

    public override int Count => examples.Count;

    public override TokenizedExamples Rows { get; } = task.Rows(examples, tokenizer, maxTokens, labeled: false);

    public override bool IsLabeled => truth is not null;

    public IReadOnlyList<TAnswer> Truth => truth ?? throw new InvalidOperationException("The examples are not labeled.");

    public override IReadOnlyList<IMetric> Metrics => metrics;

    public override IReadOnlyList<MethodScores> Baselines() => [.. baselines.Select(baseline => new MethodScores(baseline.Name, [Scores(examples.Select(baseline.Answer))]))];

    public override int UnseenCount
    {
        get
        {
            var known = task.Labels.ToHashSet(StringComparer.Ordinal);
            return examples.Count(example => task.LabelsOf(example).Any(label => !known.Contains(label)));
        }
    }

    public override IReadOnlyList<double> Scores(IReadOnlyList<Answer> answers) => Scores(Answers(answers));

    public override TestRecord Record(int seed, IReadOnlyList<Answer> answers) => record(seed, new(task.Labels, examples, Answers(answers), Truth, answers));

    public IReadOnlyList<TAnswer> Answers(IReadOnlyList<Answer> answers) => task.Answers(examples, Rows, answers);

    private IReadOnlyList<double> Scores(IEnumerable<TAnswer> answers)
    {
        IReadOnlyList<TAnswer> all = [.. answers];
        return [.. metrics.Select(metric => metric.Score(all, Truth))];
    }
}
