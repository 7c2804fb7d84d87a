using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>CoNLL's columns: a word a line, an empty line after a sentence; quotes are characters like others.</summary>
internal sealed class ColumnRows
{
    private const string DocumentMarker = "-DOCSTART-", Hash = "#";

    private readonly string name;
    private readonly WordReadingOptions options;
    private readonly Damages damages;
    private readonly int word;
    private readonly int? label;
    private readonly ClassNames? names;
    private (int Columns, int Line, bool Hash)? first;
    private int sentences, numbered, longest;

    /// <exception cref="ArgumentException">A column is no number from 1.</exception>
    public ColumnRows(string name, WordReadingOptions options, ClassNames? names, Damages damages)
    {
        (this.name, this.options, this.names, this.damages) = (name, options, names, damages);
        word = options.Words is { } words ? Number(words) : 0;
        label = options.Labels is { } labels ? Number(labels) : null;
    }

    /// <summary>Sentences whose first line begins with <c>#</c> and was read as a word, because nothing said that it is a comment.</summary>
    public int Hashes { get; private set; }

    /// <exception cref="DataException">The first column only numbers the words.</exception>
    public IEnumerable<WordExample> Read(Stream stream)
    {
        var sentence = new List<WordLine>();
        using var lines = Utf8Lines.Of(stream).GetEnumerator();
        while (LineRows.Next(lines, name, damages))
        {
            var (bytes, number) = lines.Current;
            var source = new SourceLine(name, number);
            if (damages.Try(source, () => Utf8Lines.WholeText(bytes.Span)) is not { } line) continue;
            if (line.AsSpan().Trim(" \t").IsEmpty || (options.DocumentMarkers && line.StartsWith(DocumentMarker, StringComparison.Ordinal)))
            {
                if (Ended() is { } ended) yield return ended;
                continue;
            }
            if (options.Comment is { Length: > 0 } comment && line.StartsWith(comment, StringComparison.Ordinal)) continue;
            if (damages.Try(source, () => Columns(line, number)) is { } columns) sentence.Add(new(columns, source));
        }
        if (Ended() is { } last) yield return last;
        if (options.Words is null && sentences > 0 && numbered == sentences && longest > 1)
            throw new DataException($"{name}: column 1 numbers the words of every sentence; expected the words. "
                + "Name their column, which in CoNLL-U is 2: --text-key 2 on the command line, Words in code.");

        WordExample? Ended()
        {
            var ended = sentence;
            sentence = [];
            return ended.Count == 0 ? null : damages.Try(ended[0].Source, () => Sentence(ended));
        }
    }

    private WordExample Sentence(IReadOnlyList<WordLine> lines)
    {
        var source = lines[0].Source;
        if (options.Comment is null && lines[0].Columns[word].StartsWith(Hash, StringComparison.Ordinal)) Hashes++;
        sentences++;
        if (word != 0 && label != 0) lines = WordLine.WithoutRanges(lines);
        if (WordLine.AreNumbered(lines)) numbered++;
        longest = Math.Max(longest, lines.Count);
        var labels = LabelOf(lines[0].Columns) is null ? null
            : ClassNames.AllOrNone([.. lines.Select((line, i) => Label(LabelOf(line.Columns)!, i))], Place, "a label for each word");
        return new WordExample([.. lines.Select(line => line.Columns[word])], labels, source);
    }

    private string? Label(string text, int index) => names is null ? text : names.OfText(text, Place(index));

    private string? LabelOf(string[] columns) => (label ?? (columns.Length > 1 ? columns.Length - 1 : null)) is { } column ? columns[column] : null;

    private static string Place(int index) => $"the label of word {index + 1} of this sentence";

    private string[] Columns(string line, int number)
    {
        var columns = options.Separator is { } separator ? line.Split(separator) : line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var hash = line.StartsWith(Hash, StringComparison.Ordinal);
        first ??= (columns.Length, number, hash);
        if (columns.Length != first.Value.Columns)
            throw new DamagedLine($"has {Count(columns.Length)}", $"{first.Value.Columns}, as in line {first.Value.Line}"
                + ((hash || first.Value.Hash) && options.Comment is null ? "; if lines that begin with # are comments, --comment '#' says so, in code Comment" : ""));
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
