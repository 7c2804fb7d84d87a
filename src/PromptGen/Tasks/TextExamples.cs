using System.Collections;
using PromptGen.Heads;
using PromptGen.Tasks.Reading;

namespace PromptGen.Tasks;

/// <summary>The examples of a file, in its order.</summary>
public sealed class TextExamples : IExamples<TextExample>
{
    private readonly List<TextExample> examples;

    private TextExamples(string file, List<TextExample> examples, RowReading rows, IReadOnlyList<string>? declaredLabels)
    {
        this.examples = examples;
        DeclaredLabels = declaredLabels;
        Keys = rows.Keys ?? [];
        var empty = examples.Where(example => example.IsEmpty).ToList();
        Notices =
        [
            .. empty.Count > 0
                ? [$"{file}: {empty.Count} of {examples.Count} texts are empty, the first at line {empty[0].Source.Line}; they are used as they are."]
                : Array.Empty<string>(),
            .. rows.Names?.Notice is { } ids ? [ids] : Array.Empty<string>(),
        ];
    }

    /// <inheritdoc/>
    public int Count => examples.Count;

    /// <inheritdoc/>
    public TextExample this[int index] => examples[index];

    /// <inheritdoc/>
    /// <remarks>That texts are empty, and what numbers mean.</remarks>
    public IReadOnlyList<string> Notices { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string>? DeclaredLabels { get; }

    /// <inheritdoc/>
    public bool IsUnlabeled => Count > 0 && !examples.Exists(example => example.IsLabeled);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; all but Parquet is UTF-8, with or without a byte order mark.</param>
    /// <param name="options">How; null: as its name and its header say.</param>
    /// <exception cref="DataException">It cannot be read, or has damaged lines: the first ten are named.</exception>
    public static TextExamples Read(string path, ReadingOptions? options = null) => DataFile.Read(path, stream => Read(stream, path, options));

    /// <summary>Reads a stream, such as standard input, to its end.</summary>
    /// <param name="stream">What a file would hold.</param>
    /// <param name="name">What errors call it; the end of it says the format, if the options do not.</param>
    /// <param name="options">How; null: as the name and the header say.</param>
    /// <exception cref="DataException">It has damaged lines: the first ten are named.</exception>
    public static TextExamples Read(Stream stream, string name, ReadingOptions? options = null)
    {
        options ??= new ReadingOptions();
        var format = options.Format ?? ReadingOptions.FormatOf(name, options.Otherwise);
        var damages = new Damages(name);
        var rows = new RowReading(options.Columns);
        if (options.Format is null && WordColumns.AreIn(name)) throw InColumns(name);
        IReadOnlyList<string>? declared = null;
        List<TextExample> read;
        if (format == TextFormat.Parquet)
        {
            (read, declared) = ParquetFile.Read(stream, name, options.Columns.Required, file => Parquet(file, rows, damages));
        }
        else
        {
            read = [.. format switch
            {
                TextFormat.Csv => DelimitedRows.Read(stream, name, options, rows, options.Quotes ?? true, options.Delimiter ?? ',', damages),
                TextFormat.Tsv => DelimitedRows.Read(stream, name, options, rows, options.Quotes ?? false, options.Delimiter ?? '\t', damages),
                _ => LineRows.Read(stream, name, format, rows, damages),
            }];
        }
        if (options.Format is null && format switch
        {
            TextFormat.Csv or TextFormat.Tsv => WordColumns.AreRowsOf(read),
            TextFormat.LabeledLines or TextFormat.PlainLines => WordColumns.AreLinesOf(read),
            _ => false,
        }) throw InColumns(name);
        damages.ThrowIfAny();
        return new TextExamples(name, read, rows, declared);
    }

    /// <inheritdoc/>
    public IEnumerator<TextExample> GetEnumerator() => examples.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static (List<TextExample> Read, IReadOnlyList<string>? Declared) Parquet(ParquetFile file, RowReading rows, Damages damages)
    {
        var columns = rows.Columns;
        rows.Keys = [.. file.Columns];
        string[] lists = columns.Labels == LabelKind.Several ? [columns.LabelKey] : [];
        return (
            [.. file.Records(columns.Used.Except(lists), lists)
                .Select(record => damages.Try(record.Source, () => rows.Read(record, record.Source))).OfType<TextExample>()],
            columns.Labels == LabelKind.Value ? null : file.Classes.GetValueOrDefault(columns.LabelKey));
    }

    private static DataException InColumns(string name) => new($"{name}: holds words in columns, with a label for each; expected texts. {WordColumns.Advice}. "
        + "If these are texts, --format says how the file holds them, in code Format.");
}
