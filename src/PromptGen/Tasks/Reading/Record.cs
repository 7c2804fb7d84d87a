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

    /// <summary>A real number; null: none.</summary>
    /// <exception cref="DamagedLine">It is something else.</exception>
    public abstract double? NumberOrNone(string key);

    /// <summary>Whether a key that was asked for must have a value in every record; where there is a header, its column is enough.</summary>
    public virtual bool NeedsEveryValue => false;
}
