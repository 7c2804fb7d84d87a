using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>The columns of CSV or TSV: their names, if the file names them, and how many there are.</summary>
internal sealed class Header(string[] first, SourceLine source, bool named)
{
    public int Count => first.Length;

    public int Line => source.Line;

    /// <summary>A column by its name, else by its number from 1; null: there is none.</summary>
    /// <exception cref="DataException">Two columns have that name.</exception>
    public int? IndexOf(string key)
    {
        var index = named ? Array.IndexOf(first, key) : -1;
        if (index >= 0)
            return Array.IndexOf(first, key, index + 1) < 0 ? index : throw new DataException($"{source}: has two columns '{key}'; expected one, or the column's number.");
        return int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Count ? number - 1 : null;
    }

    /// <summary>A column that must be there.</summary>
    /// <exception cref="DataException">It is not.</exception>
    public int Find(string key) => IndexOf(key) ?? throw new DataException(named
        ? $"{source}: has no column '{key}'; expected one of {string.Join(", ", first.Select(name => $"'{name}'"))}, or a number from 1 to {Count}."
        : $"{source}: has no column '{key}'; without a header, expected a number from 1 to {Count}.");
}
