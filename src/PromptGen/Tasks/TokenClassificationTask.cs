using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tasks.Baselines;
using PromptGen.Tasks.Entities;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>
/// A label for each word of a sentence, such as the parts of entities. A word is labeled at its first piece. Answers are the labels of all words; a word
/// that was cut off has <see cref="Outside"/>.
/// </summary>
/// <param name="labels">The labels, in the order of the head's outputs.</param>
public sealed class TokenClassificationTask(LabelSet labels) : AdapterTask<WordExample, IReadOnlyList<string>>
{
    /// <summary>The label of words outside of entities.</summary>
    public const string Outside = "O";

    private const string Lenient = "entity-f1", Strict = "entity-f1-strict", WordAccuracy = "accuracy";

    private readonly TagConvention? convention = TagConvention.OfLabels(labels.Names);

    /// <summary>How the labels spell entities; null: they do not, such as parts of speech.</summary>
    public TagConvention? Convention => convention;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => labels.Names;

    /// <inheritdoc/>
    public override IReadOnlyList<string> MetricNames => [Lenient, Strict, WordAccuracy];

    /// <inheritdoc/>
    public override AnsweringHead<TEncoder> NewHead<TEncoder>(Encoders.Backbone<TEncoder> backbone, double? dropout = null, Generator? generator = null) =>
        new TokenClassificationHead<TEncoder>(backbone, labels.Count, dropout: dropout, generator: generator);

    /// <inheritdoc/>
    public override IMetric<IReadOnlyList<string>> Metric(string name) => name switch
    {
        WordAccuracy => new NamedMetric<IReadOnlyList<string>>(name, (answers, truth) => EntityF1.WordAccuracy(answers, truth).Share),
        Lenient or Strict => EntityF1.Metric(
            convention ?? throw new ArgumentException($"The labels {string.Join(", ", labels.Names.Take(5).Select(label => $"'{label}'"))} spell no entities; "
                + $"expected O, B-, I-, E- or S- and a type, or the metric {WordAccuracy}.", nameof(name)),
            strict: name == Strict),
        _ => throw new ArgumentException($"There is no metric '{name}'; expected {string.Join(", ", MetricNames)}.", nameof(name)),
    };

    /// <inheritdoc/>
    public override TokenizedExamples Rows(IReadOnlyList<WordExample> examples, TextTokenizer tokenizer, int? maximumLength = null, bool labeled = true)
    {
        TokenizedText[] texts = [.. examples.Select(example => tokenizer.EncodeWords(example.Words, maximumLength: maximumLength))];
        return new TokenizedExamples(
            texts, labeled ? RowLabels.OfTokens([.. texts.Zip(labels.IndicesOf(examples), (text, indices) => WordLabels.OfPieces(WordLabels.WordsOf(text), indices))]) : null);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Answers(IReadOnlyList<WordExample> examples, TokenizedExamples rows, IReadOnlyList<Answer> answers) =>
        [.. examples.Zip(rows.Texts, answers).Select(row => OfWords(row.Second, (TokenPredictions)row.Third, row.First.Words.Count))];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Truth(IReadOnlyList<WordExample> examples, UnseenLabels unseen = UnseenLabels.Refused)
    {
        labels.IndicesOf(examples, unseen);
        return [.. examples.Select(example => example.Labels!)];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> LabelsOf(WordExample example) => example.Labels ?? [];

    /// <inheritdoc/>
    /// <remarks>
    /// The label that most words have, which is <see cref="Outside"/> for entities as a rule; and for each word the label that it has most often in training
    /// (<see cref="MajorityTags"/>).
    /// </remarks>
    public override IReadOnlyList<Baseline<WordExample, IReadOnlyList<string>>> Baselines(IReadOnlyList<WordExample> training, IReadOnlyList<WordExample>? dev = null)
    {
        var majority = MajorityTags.Of(training);
        string[] constants = convention is null ? [majority.NewWords] : [.. new[] { Outside, majority.NewWords }.Distinct(StringComparer.Ordinal)];
        return [.. constants.Select(Constant), new("majority of each word", example => majority.Predict(example.Words), IsConstant: false)];

        static Baseline<WordExample, IReadOnlyList<string>> Constant(string label) => new($"everything '{label}'", example => [.. example.Words.Select(_ => label)]);
    }

    /// <summary>Holds the labels of examples against what spells entities, before a long training ends with a score that is not defined.</summary>
    /// <param name="examples">The examples.</param>
    /// <exception cref="DataException">A label spells none: where, and what would.</exception>
    public static void RequireEntities(IEnumerable<WordExample> examples)
    {
        foreach (var example in examples)
            for (var i = 0; i < example.Labels?.Count; i++)
                if (example.Labels[i] is var label && label != Outside && TagConvention.OfLabels([label]) is null)
                    throw new DataException($"{example.Source}: word {i + 1} of this sentence, '{example.Words[i]}', has the label '{label}', which is of no scheme of entities; "
                        + $"expected {Outside}, or B-, I-, E- or S- and a type. {Advice(example.Words[i], label)}");
    }

    private static string Advice(string word, string label) =>
        label.All(char.IsAsciiDigit) ? "Numbers are named by id, the name of 0 first: --labels O B-PER on the command line, LabelNames in code."
        : word.StartsWith('#') ? "If lines that begin with # are comments, --comment '#' says so, in code Comment."
        : $"Labels that are no entities are measured by {WordAccuracy}.";

    private IReadOnlyList<string> OfWords(TokenizedText text, TokenPredictions answer, int wordCount) =>
        [.. WordLabels.OfWords(WordLabels.WordsOf(text), [.. answer.Tokens.Select(token => Prediction.Likeliest(token.Probabilities))], wordCount)
            .Select(label => label is { } index ? labels.Names[index] : Outside)];
}
