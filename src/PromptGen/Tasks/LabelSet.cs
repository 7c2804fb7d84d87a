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

    /// <summary>The labels that examples have: by number where all are whole numbers, else by code point.</summary>
    /// <param name="examples">Training examples.</param>
    /// <exception cref="DataException">An example has no label, or there are fewer than two labels.</exception>
    public static LabelSet From(IEnumerable<TextExample> examples)
    {
        var names = examples.Select(Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (names.Count < 2)
            throw new DataException($"The training examples have {(names.Count == 0 ? "no label" : $"only the label '{names[0]}'")}; expected two labels or more.");
        return new LabelSet(names.All(name => Number(name) is not null) ? names.OrderBy(Number) : names);
    }

    /// <summary>The index of an example's label.</summary>
    /// <param name="example">The example.</param>
    /// <exception cref="DataException">It has no label, or one that is not in the set.</exception>
    public int IndexOf(TextExample example) => indices.TryGetValue(Label(example), out var index)
        ? index
        : throw new DataException($"{example.Source}: the label '{example.Label}' is not one of training; expected {string.Join(", ", Names.Select(name => $"'{name}'"))}.");

    private static string Label(TextExample example) => example.Label ?? throw new DataException($"{example.Source}: has no label; expected one.");

    private static long? Number(string name) =>
        long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
