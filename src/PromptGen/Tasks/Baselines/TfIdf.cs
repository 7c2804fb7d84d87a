using System.Text.RegularExpressions;

namespace PromptGen.Tasks.Baselines;

/// <summary>
/// Texts as sparse rows: how often each word of training occurs, times ln((1 + texts) / (1 + texts with it)) + 1, at length 1: scikit-learn's
/// <c>TfidfVectorizer</c>. Words are runs of letters and digits in lower case, with apostrophes and periods inside ("don't", "4.2"), of one letter too.
/// </summary>
internal sealed partial class TfIdf
{
    // No word has a space, so a pair and a word of the second text are never taken for a word.
    private const string Between = " ", SecondText = " ";

    private readonly Dictionary<string, int> columns;
    private readonly double[] weights;
    private readonly bool bigrams;

    private TfIdf(Dictionary<string, int> columns, double[] weights, bool bigrams) => (this.columns, this.weights, this.bigrams) = (columns, weights, bigrams);

    /// <summary>How many columns a row has.</summary>
    public int Count => weights.Length;

    /// <summary>Columns for all features of some texts.</summary>
    public static TfIdf Of(IReadOnlyList<TextExample> texts, bool bigrams)
    {
        var texted = texts.SelectMany(text => Features(text, bigrams).Distinct(StringComparer.Ordinal)).CountBy(feature => feature, StringComparer.Ordinal)
            .OrderBy(feature => feature.Key, StringComparer.Ordinal).ToList();
        return new TfIdf(
            texted.Select((feature, column) => (feature.Key, column)).ToDictionary(feature => feature.Key, feature => feature.column, StringComparer.Ordinal),
            [.. texted.Select(feature => Math.Log((1.0 + texts.Count) / (1 + feature.Value)) + 1)], bigrams);
    }

    /// <summary>The row of a text; features that are new are left out, and a text of only such is empty.</summary>
    public SparseRow Row(TextExample text)
    {
        var counts = Features(text, bigrams).Where(columns.ContainsKey).CountBy(feature => columns[feature]).OrderBy(count => count.Key).ToList();
        var values = counts.Select(count => count.Value * weights[count.Key]).ToArray();
        var length = Math.Sqrt(values.Sum(value => value * value));
        return new SparseRow([.. counts.Select(count => count.Key)], [.. values.Select(value => value / length)]);
    }

    private static IEnumerable<string> Features(TextExample text, bool bigrams) =>
        Features(text.Text, bigrams).Concat(text.Pair is null ? [] : Features(text.Pair, bigrams).Select(feature => SecondText + feature));

    private static IEnumerable<string> Features(string text, bool bigrams)
    {
        var words = Word().Matches(text.Replace('’', '\'')).Select(match => match.Value.ToLowerInvariant()).ToList();
        return bigrams ? words.Concat(words.Zip(words.Skip(1), (first, second) => first + Between + second)) : words;
    }

    [GeneratedRegex(@"\w+(?:['.]\w+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
