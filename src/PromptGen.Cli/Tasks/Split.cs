using PromptGen.Predictions;
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

    /// <summary>What would be reached without a model.</summary>
    public abstract IReadOnlyList<(string Name, double Score)> Baselines { get; }

    /// <summary>How many examples have labels that training does not have.</summary>
    public abstract int UnseenCount { get; }

    /// <param name="answers">What a model says of each row.</param>
    public abstract double Score(IReadOnlyList<Answer> answers);
}

/// <inheritdoc/>
/// <param name="examples">The examples; that none is labeled is allowed.</param>
/// <param name="task">Their task.</param>
/// <param name="metric">Measures answers.</param>
/// <param name="baselines">What answers without a model.</param>
/// <param name="tokenizer">The checkpoint's.</param>
/// <param name="maxTokens">Of a row.</param>
/// <param name="unseen">What becomes of labels that are not the task's.</param>
internal sealed class Split<TExample, TAnswer>(
    IExamples<TExample> examples, AdapterTask<TExample, TAnswer> task, IMetric<TAnswer> metric, IReadOnlyList<Baseline<TExample, TAnswer>> baselines,
    TextTokenizer tokenizer, int maxTokens, UnseenLabels unseen) : Split
{
    private readonly IReadOnlyList<TAnswer>? truth = examples.IsUnlabeled ? null : task.Truth(examples, unseen);

    public override int Count => examples.Count;

    public override TokenizedExamples Rows { get; } = task.Rows(examples, tokenizer, maxTokens, labeled: false);

    public override bool IsLabeled => truth is not null;

    public IReadOnlyList<TAnswer> Truth => truth ?? throw new InvalidOperationException("The examples are not labeled.");

    public override IReadOnlyList<(string Name, double Score)> Baselines =>
        [.. baselines.Select(baseline => (baseline.Name, metric.Score([.. examples.Select(baseline.Answer)], Truth)))];

    public override int UnseenCount
    {
        get
        {
            var known = task.Labels.ToHashSet(StringComparer.Ordinal);
            return examples.Count(example => task.LabelsOf(example).Any(label => !known.Contains(label)));
        }
    }

    public override double Score(IReadOnlyList<Answer> answers) => metric.Score(Answers(answers), Truth);

    public IReadOnlyList<TAnswer> Answers(IReadOnlyList<Answer> answers) => task.Answers(examples, Rows, answers);
}
