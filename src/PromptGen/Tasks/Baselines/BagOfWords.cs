using PromptGen.Tasks.Metrics;

namespace PromptGen.Tasks.Baselines;

/// <summary>
/// Texts classified by which words are in them, whatever their order: logistic regression over tf-idf. What a model that reads must beat. The same examples
/// give the same weights, bit for bit; nothing is drawn.
/// </summary>
public sealed class BagOfWords
{
    private readonly TfIdf features;
    private readonly LogisticRegression regression;

    private BagOfWords(TfIdf features, LogisticRegression regression, BagOfWordsOptions options) => (this.features, this.regression, Options) = (features, regression, options);

    /// <summary>How it was trained.</summary>
    public BagOfWordsOptions Options { get; }

    /// <summary>How many words, and pairs of words, it knows.</summary>
    public int VocabularySize => features.Count;

    /// <summary>Trains one.</summary>
    /// <param name="training">The examples; the words of a second text are told from those of the first.</param>
    /// <param name="labels">The index of each example's label, from 0.</param>
    /// <param name="options">How; null: words only, strength 1.</param>
    /// <exception cref="ArgumentException">There are no examples, not as many labels, or one below 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The strength is no positive number.</exception>
    public static BagOfWords Of(IReadOnlyList<TextExample> training, IReadOnlyList<int> labels, BagOfWordsOptions? options = null)
    {
        if (training.Count == 0) throw new ArgumentException("There are no examples, so no word says anything.", nameof(training));
        if (training.Count != labels.Count) throw new ArgumentException($"There are {labels.Count} labels for {training.Count} examples; expected one each.", nameof(labels));
        if (labels.Min() is var lowest and < 0) throw new ArgumentException($"A label has the index {lowest}; expected 0 or more.", nameof(labels));
        options ??= new BagOfWordsOptions();
        if (!(options.Strength > 0 && double.IsFinite(options.Strength)))
            throw new ArgumentOutOfRangeException(nameof(options), options.Strength, "The strength is a number above 0.");
        var features = TfIdf.Of(training, options.Bigrams);
        return new BagOfWords(features, LogisticRegression.Of([.. training.Select(features.Row)], labels, features.Count, options.Strength), options);
    }

    /// <summary>Trains one for each of <see cref="BagOfWordsOptions.Grid"/> and keeps the one that answers most dev examples right; of several, the first.</summary>
    /// <param name="training">The examples to train on.</param>
    /// <param name="labels">The index of each one's label, from 0.</param>
    /// <param name="dev">The examples to choose by.</param>
    /// <param name="devLabels">The index of each one's label; one that training does not have counts as wrong.</param>
    /// <exception cref="ArgumentException">Of either there is none, or not as many labels.</exception>
    public static BagOfWords Tuned(
        IReadOnlyList<TextExample> training, IReadOnlyList<int> labels, IReadOnlyList<TextExample> dev, IReadOnlyList<int> devLabels) =>
        BagOfWordsOptions.Grid.Select(options => Of(training, labels, options)).MaxBy(bag => bag.On(dev, devLabels).Share)!;

    /// <summary>The label of a text: the index that training gave it. Of a text with no known word, the most frequent one's.</summary>
    /// <param name="example">Its own label is not looked at.</param>
    public int Predict(TextExample example) => regression.Predict(features.Row(example));

    /// <summary>How often it is right.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="labels">The index of each one's label.</param>
    /// <exception cref="ArgumentException">There are none, or not as many labels.</exception>
    public Accuracy On(IReadOnlyList<TextExample> examples, IReadOnlyList<int> labels) => Accuracy.Of([.. examples.Select(Predict)], labels);
}
