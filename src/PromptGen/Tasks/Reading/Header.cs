using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>The columns of CSV or TSV: their names, if the file names them, and how many there are.</summary>
internal sealed class Header(string[] first, SourceLine source, bool named)
{
    /// <summary>What separates fields in other files than this one was taken for.</summary>
    private static readonly string[] Separators = [";", "\t", "|", ","];

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
        ? $"{source}: has no column '{key}'; expected one of {Record.Listed(first)}, or a number from 1 to {Count}{Hint(key, first)}."
        : $"{source}: has no column '{key}'; without a header, expected a number from 1 to {Count}{Hint(key, first)}.");

    /// <summary>The names of the columns, or their numbers where they have none.</summary>
    public IReadOnlyList<string> Keys => named ? first : [.. first.Select((_, i) => (i + 1).ToString(CultureInfo.InvariantCulture))];

    /// <summary>What to do where a column is not there.</summary>
    /// <param name="key">The column.</param>
    /// <param name="there">The columns that are there, or the first line.</param>
    public static string Hint(string key, IEnumerable<string> there) =>
        key != TextColumns.UsualText ? ""
        : there.ToList() is [var all] && Separators.FirstOrDefault(all.Contains) is { } separator
            ? $". The fields seem to be separated by '{(separator == "\t" ? "\\t" : separator)}', which --delimiter says, in code Delimiter"
        : WordColumns.AreOf(there) || there.Contains(WordExamples.UsualWords) ? $". {WordColumns.Advice}"
        : " (--text-key on the command line, TextColumns in code)";
}
