using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>What an adapter is trained to do: which head, which rows, what its outputs mean, how answers are measured and what they must beat.</summary>
public abstract class AdapterTask
{
    private protected AdapterTask()
    {
    }

    /// <summary>The names of the head's outputs, in their order, as an adapter stores them; empty for question answering.</summary>
    public abstract IReadOnlyList<string> Labels { get; }

    /// <summary>What the outputs of a head over rows mean; null for other heads.</summary>
    public virtual LabelKind? LabelKind => null;

    /// <summary>A head for this task, with new weights.</summary>
    /// <param name="backbone">The encoder that gives the hidden states.</param>
    /// <param name="dropout">Rate of dropout before the output; null: the encoder's.</param>
    /// <param name="generator">Draws the weights.</param>
    public abstract AnsweringHead<TEncoder> NewHead<TEncoder>(Backbone<TEncoder> backbone, double? dropout = null, Generator? generator = null)
        where TEncoder : Encoder, IDescribed<TEncoder>;
}

/// <summary>A task over one kind of examples.</summary>
/// <typeparam name="TExample">An example.</typeparam>
/// <typeparam name="TAnswer">An answer to one, as metrics compare it.</typeparam>
public abstract class AdapterTask<TExample, TAnswer> : AdapterTask
{
    private protected AdapterTask()
    {
    }

    /// <summary>The names of its metrics, the usual one first.</summary>
    public abstract IReadOnlyList<string> MetricNames { get; }

    /// <summary>One of its metrics.</summary>
    /// <param name="name">One of <see cref="MetricNames"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name, or not for these labels.</exception>
    public abstract IMetric<TAnswer> Metric(string name);

    /// <summary>Examples as the encoder reads them.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="tokenizer">The checkpoint's tokenizer.</param>
    /// <param name="maximumLength">The most tokens a row may have; null: what the tokenizer allows.</param>
    /// <param name="labeled">Whether to train on them; else rows have no labels.</param>
    /// <exception cref="DataException">They are to be trained on, and one is not labeled, or has a label that is not the task's.</exception>
    public abstract TokenizedExamples Rows(IReadOnlyList<TExample> examples, TextTokenizer tokenizer, int? maximumLength = null, bool labeled = true);

    /// <summary>The answers to examples in what a model says of their rows.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="rows">Their rows.</param>
    /// <param name="answers">What the model says of each row.</param>
    /// <returns>One for each example.</returns>
    public abstract IReadOnlyList<TAnswer> Answers(IReadOnlyList<TExample> examples, TokenizedExamples rows, IReadOnlyList<Answer> answers);

    /// <summary>What is right.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="unseen">What becomes of labels that are not the task's.</param>
    /// <returns>One for each example.</returns>
    /// <exception cref="DataException">An example is not labeled, or has a label that is not the task's and refused.</exception>
    public abstract IReadOnlyList<TAnswer> Truth(IReadOnlyList<TExample> examples, UnseenLabels unseen = UnseenLabels.Refused);

    /// <summary>The labels that an example has.</summary>
    /// <param name="example">The example.</param>
    public virtual IEnumerable<string> LabelsOf(TExample example) => [];

    /// <summary>What a model must beat.</summary>
    /// <param name="training">Labeled examples of this task.</param>
    /// <param name="dev">Labeled examples that choose a baseline's own settings; null: the usual ones.</param>
    public abstract IReadOnlyList<Baseline<TExample, TAnswer>> Baselines(IReadOnlyList<TExample> training, IReadOnlyList<TExample>? dev = null);
}
