namespace PromptGen.Tasks.Reading;

/// <summary>One example as a file holds it: values under keys, whatever the format.</summary>
internal abstract class Record
{
    protected const string LabelExpected = "a text, a whole number, true or false";

    /// <summary>The text under a key, which must be there.</summary>
    /// <exception cref="DamagedLine">It is not there, or no text.</exception>
    public string Text(string key) => TextOrNone(key) ?? throw new DamagedLine($"has no '{key}'", "a text");

    /// <summary>The text under a key; null: none.</summary>
    /// <exception cref="DamagedLine">It is no text.</exception>
    public abstract string? TextOrNone(string key);

    /// <summary>A label or an identifier: a text, a whole number in decimal digits, a boolean as <c>true</c> or <c>false</c>; null: none.</summary>
    /// <exception cref="DamagedLine">It is something else.</exception>
    public abstract string? LabelOrNone(string key);

    /// <summary>Labels of which there may be several, or none; null: it is not labeled.</summary>
    /// <param name="key">The key.</param>
    /// <param name="separator">What stands between labels that are one text.</param>
    /// <exception cref="DamagedLine">It is something else, or one is there twice.</exception>
    public IReadOnlyList<string>? LabelsOrNone(string key, char separator)
    {
        if (AllLabelsOrNone(key, separator) is not { } labels) return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return labels.FirstOrDefault(label => !seen.Add(label)) is { } twice ? throw new DamagedLine($"'{key}' has '{twice}' twice", "each label once") : labels;
    }

    /// <inheritdoc cref="LabelsOrNone"/>
    protected abstract IReadOnlyList<string>? AllLabelsOrNone(string key, char separator);

    /// <summary>The labels that one text holds; none where it is empty.</summary>
    protected static string[] Cut(string text, char separator) => text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A real number; null: none.</summary>
    /// <exception cref="DamagedLine">It is something else.</exception>
    public abstract double? NumberOrNone(string key);

    /// <summary>Whether a key that was asked for must have a value in every record; where there is a header, its column is enough.</summary>
    public virtual bool NeedsEveryValue => false;
}
