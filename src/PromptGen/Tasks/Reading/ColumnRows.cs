using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>CoNLL's columns: a word a line, an empty line after a sentence; quotes are characters like others.</summary>
internal sealed class ColumnRows
{
    private const string DocumentMarker = "-DOCSTART-";

    private readonly string name;
    private readonly WordReadingOptions options;
    private readonly Damages damages;
    private readonly int word;
    private readonly int? label;
    private (int Columns, int Line)? first;

    /// <exception cref="ArgumentException">A column is no number from 1.</exception>
    public ColumnRows(string name, WordReadingOptions options, Damages damages)
    {
        (this.name, this.options, this.damages) = (name, options, damages);
        word = options.Words is { } words ? Number(words) : 0;
        label = options.Labels is { } labels ? Number(labels) : null;
    }

    public IEnumerable<WordExample> Read(Stream stream)
    {
        var (words, labels, start) = (new List<string>(), new List<string>(), 0);
        using var lines = Utf8Lines.Of(stream).GetEnumerator();
        while (LineRows.Next(lines, name, damages))
        {
            var (bytes, number) = lines.Current;
            var source = new SourceLine(name, number);
            if (damages.Try(source, () => Utf8Lines.Text(bytes.Span)) is not { } line) continue;
            if (line.AsSpan().Trim(" \t").IsEmpty || (options.DocumentMarkers && line.StartsWith(DocumentMarker, StringComparison.Ordinal)))
            {
                if (words.Count > 0) yield return Sentence();
                continue;
            }
            if (options.Comment is { Length: > 0 } comment && line.StartsWith(comment, StringComparison.Ordinal)) continue;
            if (damages.Try(source, () => Columns(line, number)) is not { } columns) continue;
            if (words.Count == 0) start = number;
            words.Add(columns[word]);
            if ((label ?? (columns.Length > 1 ? columns.Length - 1 : null)) is { } column) labels.Add(columns[column]);
        }
        if (words.Count > 0) yield return Sentence();

        WordExample Sentence()
        {
            var sentence = new WordExample(words, labels.Count > 0 ? labels : null, new SourceLine(name, start));
            (words, labels) = ([], []);
            return sentence;
        }
    }

    private string[] Columns(string line, int number)
    {
        var columns = options.Separator is { } separator ? line.Split(separator) : line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        first ??= (columns.Length, number);
        if (columns.Length != first.Value.Columns) throw new DamagedLine($"has {Count(columns.Length)}", $"{first.Value.Columns}, as in line {first.Value.Line}");
        Check(columns, word, "a word");
        if (label is not null || columns.Length > 1) Check(columns, label ?? columns.Length - 1, "a label");
        return columns;
    }

    private static void Check(string[] columns, int index, string what)
    {
        if (index >= columns.Length) throw new DamagedLine($"has {Count(columns.Length)}", $"{what} in column {index + 1}");
        if (columns[index].Length == 0) throw new DamagedLine($"has nothing in column {index + 1}", what);
    }

    private static string Count(int columns) => columns == 1 ? "1 column" : $"{columns} columns";

    private static int Number(string column) => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
        ? number - 1
        : throw new ArgumentException($"'{column}' is no column; expected its number, from 1.");
}
