using System.Collections;
using PromptGen.Heads;
using PromptGen.Tasks.Reading;

namespace PromptGen.Tasks;

/// <summary>The examples of a file, in its order.</summary>
public sealed class TextExamples : IExamples<TextExample>
{
    private readonly List<TextExample> examples;

    private TextExamples(string file, List<TextExample> examples, IReadOnlyList<string>? declaredLabels)
    {
        this.examples = examples;
        DeclaredLabels = declaredLabels;
        var empty = examples.Where(example => example.IsEmpty).ToList();
        if (empty.Count > 0)
            Notice = $"{file}: {empty.Count} of {examples.Count} texts are empty, the first at line {empty[0].Source.Line}; they are used as they are.";
    }

    /// <inheritdoc/>
    public int Count => examples.Count;

    /// <inheritdoc/>
    public TextExample this[int index] => examples[index];

    /// <inheritdoc/>
    /// <remarks>That texts are empty.</remarks>
    public string? Notice { get; }

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
        var format = options.Format ?? ReadingOptions.FormatOf(name);
        var damages = new Damages(name);
        IReadOnlyList<string>? declared = null;
        List<TextExample> read;
        if (format == TextFormat.Parquet)
        {
            using var file = ParquetFile.Open(stream, name, options.Columns.Required);
            declared = options.Columns.Labels == LabelKind.Value ? null : file.Classes.GetValueOrDefault(options.Columns.LabelKey);
            string[] lists = options.Columns.Labels == LabelKind.Several ? [options.Columns.LabelKey] : [];
            read = [.. file.Records(options.Columns.Used.Except(lists), lists)
                .Select(record => damages.Try(record.Source, () => options.Columns.Read(record, record.Source))).OfType<TextExample>()];
        }
        else
        {
            read = [.. format switch
            {
                TextFormat.Csv => DelimitedRows.Read(stream, name, options, options.Quotes ?? true, options.Delimiter ?? ',', damages),
                TextFormat.Tsv => DelimitedRows.Read(stream, name, options, options.Quotes ?? false, options.Delimiter ?? '\t', damages),
                _ => LineRows.Read(stream, name, format, options.Columns, damages),
            }];
        }
        damages.ThrowIfAny();
        return new TextExamples(name, read, declared);
    }

    /// <inheritdoc/>
    public IEnumerator<TextExample> GetEnumerator() => examples.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
