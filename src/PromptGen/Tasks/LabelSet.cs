using System.Globalization;

namespace PromptGen.Tasks;

/// <summary>The labels of a task and their indices.</summary>
public sealed class LabelSet
{
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);

    /// <summary>Labels in a given order.</summary>
    /// <param name="names">Their names, by index.</param>
    /// <exception cref="ArgumentException">There is none, or one is empty or there twice.</exception>
    public LabelSet(IEnumerable<string> names)
    {
        Names = [.. names];
        if (Names.Count == 0) throw new ArgumentException("A label set has at least one label.", nameof(names));
        foreach (var name in Names)
        {
            if (string.IsNullOrEmpty(name)) throw new ArgumentException($"Label {indices.Count} has no name.", nameof(names));
            if (!indices.TryAdd(name, indices.Count))
                throw new ArgumentException($"The label '{name}' is there twice, as {indices[name]} and {indices.Count}.", nameof(names));
        }
    }

    /// <summary>The names, by index.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many there are.</summary>
    public int Count => Names.Count;

    /// <summary>The labels that examples have: by number where all are whole numbers, else by code point. The order of the examples has no influence.</summary>
    /// <param name="examples">Training examples.</param>
    /// <exception cref="DataException">An example has no label, or there are fewer than two labels.</exception>
    public static LabelSet From(IEnumerable<TextExample> examples) => From(examples.Select(example => (Label(example), example.Source)));

    /// <summary>The labels that words have, in the same order.</summary>
    /// <param name="examples">Training examples.</param>
    /// <exception cref="DataException">An example has no labels, or there are fewer than two labels.</exception>
    public static LabelSet FromWords(IEnumerable<WordExample> examples) => From(examples.SelectMany(Labels));

    /// <summary>The labels of texts that may have several, in the same order.</summary>
    /// <param name="examples">Training examples.</param>
    /// <exception cref="DataException">An example is not labeled, or there is no label at all.</exception>
    public static LabelSet FromSeveral(IEnumerable<TextExample> examples) => From(examples.SelectMany(Several), least: 1);

    /// <summary>The index of an example's label.</summary>
    /// <param name="example">The example.</param>
    /// <exception cref="DataException">It has no label, or one that is not in the set.</exception>
    public int IndexOf(TextExample example) => IndicesOf([example])[0];

    /// <summary>The index of each example's label.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="unseen">What becomes of labels that are not in the set.</param>
    /// <returns>From 0; <see cref="Count"/> and more for labels that are not in the set, if they are let in.</returns>
    /// <exception cref="DataException">An example has no label, or one that is not in the set and refused: which labels, how often, where first.</exception>
    public int[] IndicesOf(IReadOnlyList<TextExample> examples, UnseenLabels unseen = UnseenLabels.Refused) =>
        Indices(examples.Select(example => (Label(example), example.Source)), unseen);

    /// <summary>The index of each word's label, sentence after sentence.</summary>
    /// <param name="examples">The sentences.</param>
    /// <param name="unseen">What becomes of labels that are not in the set.</param>
    /// <inheritdoc cref="IndicesOf(IReadOnlyList{TextExample}, UnseenLabels)" path="/returns"/>
    /// <exception cref="DataException">A sentence has no labels, or some that are not in the set and refused.</exception>
    public IReadOnlyList<int[]> IndicesOf(IReadOnlyList<WordExample> examples, UnseenLabels unseen = UnseenLabels.Refused)
    {
        var all = Indices(examples.SelectMany(Labels), unseen);
        var start = 0;
        return [.. examples.Select(example => all[start..(start += example.Words.Count)])];
    }

    /// <summary>The indices of the labels of each text that may have several, ascending.</summary>
    /// <param name="examples">The texts.</param>
    /// <param name="unseen">What becomes of labels that are not in the set.</param>
    /// <inheritdoc cref="IndicesOf(IReadOnlyList{TextExample}, UnseenLabels)" path="/returns"/>
    /// <exception cref="DataException">A text is not labeled, or has a label that is not in the set and refused.</exception>
    public IReadOnlyList<int[]> IndicesOfSeveral(IReadOnlyList<TextExample> examples, UnseenLabels unseen = UnseenLabels.Refused)
    {
        var all = Indices(examples.SelectMany(Several), unseen);
        var start = 0;
        return [.. examples.Select(example => (int[])[.. all[start..(start += example.Labels!.Count)].Order()])];
    }

    private static LabelSet From(IEnumerable<(string Label, SourceLine Source)> labels, int least = 2)
    {
        var names = labels.Select(label => label.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (names.Count < least)
            throw new DataException($"The training examples have {(names.Count == 0 ? "no label" : $"only the label '{names[0]}'")}; expected {(least == 1 ? "one label" : "two labels")} or more.");
        return new LabelSet(names.All(name => Number(name) is not null) ? names.OrderBy(Number) : names);
    }

    private int[] Indices(IEnumerable<(string Label, SourceLine Source)> labels, UnseenLabels policy)
    {
        var unseen = new Dictionary<string, (int Index, int Count, SourceLine First)>(StringComparer.Ordinal);
        var all = new List<int>();
        foreach (var (label, source) in labels)
        {
            if (!indices.TryGetValue(label, out var index))
            {
                var seen = unseen.GetValueOrDefault(label, (Index: Count + unseen.Count, Count: 0, First: source));
                unseen[label] = seen with { Count = seen.Count + 1 };
                index = seen.Index;
            }
            all.Add(index);
        }
        if (unseen.Count > 0 && policy == UnseenLabels.Refused) throw Unseen(unseen.Select(label => (label.Key, label.Value.Count, label.Value.First)).ToList());
        return [.. all];
    }

    private DataException Unseen(IReadOnlyList<(string Label, int Count, SourceLine First)> unseen)
    {
        var (first, _, source) = unseen[0];
        var message = $"{source}: the label '{first}' is not one of the task's; expected {string.Join(", ", Names.Select(name => $"'{name}'"))}.";
        var total = unseen.Sum(label => label.Count);
        return new DataException(total == 1 ? message : $"{message} {total} examples have such labels: {string.Join(", ", unseen.Take(10).Select(label =>
            $"'{label.Label}' {label.Count} from line {label.First.Line}"))}{(unseen.Count > 10 ? $" and {unseen.Count - 10} more" : "")}.");
    }

    private static string Label(TextExample example) => example.Label ?? throw new DataException($"{example.Source}: has no label; expected one.");

    private static IEnumerable<(string Label, SourceLine Source)> Several(TextExample example) =>
        (example.Labels ?? throw new DataException($"{example.Source}: has no labels; expected an array of them, which may be empty.")).Select(label => (label, example.Source));

    private static IEnumerable<(string Label, SourceLine Source)> Labels(WordExample example) =>
        (example.Labels ?? throw new DataException($"{example.Source}: has no labels; expected one for each word.")).Select(label => (label, example.Source));

    private static long? Number(string name) =>
        long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
