namespace PromptGen.Tasks.Reading;

/// <summary>One example as a file holds it: values under keys, whatever the format.</summary>
internal abstract class Record
{
    protected const string LabelExpected = "a text, a whole number, true or false";

    /// <summary>The text under a key, which must be there.</summary>
    /// <exception cref="DamagedLine">It is not there, or no text.</exception>
    public string Text(string key) => TextOrNone(key) ?? throw new DamagedLine(
        HasNo(key),
        Keys.Contains(WordExamples.UsualWords) ? "a text; words in a list are read with --task token-classification, in code by WordExamples"
        : Keys.Count > 0 && key == TextColumns.UsualText ? "a text; another key is named by --text-key, in code by TextColumns"
        : "a text");

    /// <summary>What errors say of a key that is not there.</summary>
    public string HasNo(string key) =>
        Keys.Where(other => other != key).ToList() is { Count: > 0 } others ? $"has no '{key}', only {Listed(others)}" : $"has no '{key}'";

    /// <summary>Keys as errors list them.</summary>
    public static string Listed(IEnumerable<string> keys)
    {
        const int shown = 20;
        var all = keys.Select(key => $"'{key}'").ToList();
        return string.Join(", ", all.Take(shown)) + (all.Count > shown ? $" and {all.Count - shown} more" : "");
    }

    /// <summary>The text under a key; null: none.</summary>
    /// <exception cref="DamagedLine">It is no text.</exception>
    public abstract string? TextOrNone(string key);

    /// <summary>A label or an identifier: a text, a whole number in decimal digits, a boolean as <c>true</c> or <c>false</c>; null: none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="names">What numbers mean; null: they are labels themselves.</param>
    /// <exception cref="DamagedLine">It is something else.</exception>
    public abstract string? LabelOrNone(string key, ClassNames? names = null);

    /// <summary>Labels of which there may be several, or none; null: it is not labeled.</summary>
    /// <param name="key">The key.</param>
    /// <param name="separator">What stands between labels that are one text.</param>
    /// <param name="names">What numbers mean; null: they are labels themselves.</param>
    /// <exception cref="DamagedLine">It is something else, or one is there twice.</exception>
    public IReadOnlyList<string>? LabelsOrNone(string key, char separator, ClassNames? names)
    {
        if (AllLabelsOrNone(key, separator, names) is not { } labels) return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return labels.FirstOrDefault(label => !seen.Add(label)) is { } twice ? throw new DamagedLine($"'{key}' has '{twice}' twice", "each label once") : labels;
    }

    /// <inheritdoc cref="LabelsOrNone"/>
    protected abstract IReadOnlyList<string>? AllLabelsOrNone(string key, char separator, ClassNames? names);

    /// <summary>The labels that one text holds; none where it is empty.</summary>
    protected static IReadOnlyList<string>? Cut(string text, char separator, ClassNames? names, string place)
    {
        const StringSplitOptions trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        // A list of numbers as Python and numpy print it, [0, 2] or [0 2], which is what datasets and pandas write into CSV.
        var labels = text is ['[', .., ']'] && text[1..^1].All(c => char.IsAsciiDigit(c) || c is ' ' or ',' or '-' or '\n')
            ? text[1..^1].Split([' ', ',', '\n'], trimmed)
            : text.Split(separator, trimmed);
        return names is null ? labels : ClassNames.AllOrNone([.. labels.Select(label => names.OfText(label, place))], _ => place, "a label");
    }

    /// <summary>A real number; null: none.</summary>
    /// <exception cref="DamagedLine">It is something else.</exception>
    public abstract double? NumberOrNone(string key);

    /// <summary>The keys that this record itself has; none where there is a header for all.</summary>
    public virtual IReadOnlyList<string> Keys => [];

    /// <summary>Whether a key that was asked for is missing from this record; where there is a header, its column is enough.</summary>
    public virtual bool Lacks(string key) => false;
}
