namespace PromptGen.Tasks.Baselines;

/// <summary>
/// Words labeled one by one, whatever stands beside them: each with the label it has most often in training, and a new word with the most frequent of all
/// labels, <c>O</c> in entity tasks. What a model that reads must beat.
/// </summary>
public sealed class MajorityTags
{
    private readonly Dictionary<string, string> tags;

    private MajorityTags(Dictionary<string, string> tags, string newWords) => (this.tags, NewWords) = (tags, newWords);

    /// <summary>The label of words that training does not have.</summary>
    public string NewWords { get; }

    /// <summary>Counts. Words are the same if they are spelled the same; of labels that are equally frequent, the first by code point is taken.</summary>
    /// <param name="training">Sentences with labels.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="DataException">A sentence has no labels.</exception>
    public static MajorityTags Of(IReadOnlyList<WordExample> training)
    {
        if (training.Count == 0) throw new ArgumentException("There are no sentences, so no word has a label.", nameof(training));
        var words = training.SelectMany(sentence => sentence.Words.Zip(
            sentence.Labels ?? throw new DataException($"{sentence.Source}: has no labels; expected one for each word."), (word, label) => (word, label))).ToList();
        return new MajorityTags(
            words.GroupBy(word => word.word, word => word.label, StringComparer.Ordinal).ToDictionary(word => word.Key, Majority, StringComparer.Ordinal),
            Majority(words.Select(word => word.label)));
    }

    /// <summary>The labels of a sentence.</summary>
    /// <param name="words">Its words.</param>
    /// <returns>One for each word.</returns>
    public IReadOnlyList<string> Predict(IReadOnlyList<string> words) => [.. words.Select(word => tags.GetValueOrDefault(word, NewWords))];

    private static string Majority(IEnumerable<string> labels) =>
        labels.CountBy(label => label, StringComparer.Ordinal).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).First().Key;
}
