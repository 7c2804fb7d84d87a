using System.Collections;
using PromptGen.Tasks.Reading;

namespace PromptGen.Tasks;

/// <summary>The sentences of a file of words with labels, in its order.</summary>
public sealed class WordExamples : IExamples<WordExample>
{
    private const string UsualWords = "tokens", UsualLabels = "ner_tags";

    private readonly List<WordExample> examples;

    private WordExamples(List<WordExample> examples, IReadOnlyList<string>? declaredLabels) => (this.examples, DeclaredLabels) = (examples, declaredLabels);

    /// <inheritdoc/>
    public int Count => examples.Count;

    /// <inheritdoc/>
    public WordExample this[int index] => examples[index];

    /// <inheritdoc/>
    public IReadOnlyList<string>? DeclaredLabels { get; }

    /// <inheritdoc/>
    public string? Notice => null;

    /// <inheritdoc/>
    public bool IsUnlabeled => Count > 0 && examples.TrueForAll(example => example.Labels is null);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; all but Parquet is UTF-8, with or without a byte order mark.</param>
    /// <param name="options">How; null: as its name says.</param>
    /// <exception cref="DataException">It cannot be read, or has damaged lines: the first ten are named.</exception>
    public static WordExamples Read(string path, WordReadingOptions? options = null) => DataFile.Read(path, stream => Read(stream, path, options));

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">What a file would hold.</param>
    /// <param name="name">What errors call it; the end of it says the format, if the options do not.</param>
    /// <param name="options">How; null: as the name says.</param>
    /// <exception cref="DataException">It has damaged lines: the first ten are named.</exception>
    public static WordExamples Read(Stream stream, string name, WordReadingOptions? options = null)
    {
        options ??= new WordReadingOptions();
        var damages = new Damages(name);
        var (words, labels) = (options.Words ?? UsualWords, options.Labels ?? UsualLabels);
        IReadOnlyList<string>? declared = null;
        List<WordExample> read;
        switch (options.Format ?? FormatOf(name))
        {
            case WordFormat.Parquet:
                using (var file = ParquetFile.Open(stream, name, new[] { words, options.Labels }.OfType<string>()))
                {
                    declared = file.Classes.GetValueOrDefault(labels);
                    read = [.. file.Records([], [words, labels])
                        .Select(record => damages.Try(record.Source, () => Example(record.Words(words), record.Labels(labels), record.Source))).OfType<WordExample>()];
                }
                break;
            case WordFormat.JsonLines:
                read = [.. JsonLines(stream, name, words, labels, options.Labels is not null, damages)];
                break;
            case WordFormat.Columns:
                read = [.. new ColumnRows(name, options, damages).Read(stream)];
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Format, "There is no such format.");
        }
        damages.ThrowIfAny();
        return new WordExamples(read, declared);
    }

    /// <inheritdoc/>
    public IEnumerator<WordExample> GetEnumerator() => examples.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static WordFormat FormatOf(string path) => ReadingOptions.FormatOf(path) switch
    {
        TextFormat.JsonLines => WordFormat.JsonLines,
        TextFormat.Parquet => WordFormat.Parquet,
        _ => WordFormat.Columns,
    };

    private static IEnumerable<WordExample> JsonLines(Stream stream, string name, string words, string labels, bool labeled, Damages damages)
    {
        using var lines = Utf8Lines.Of(stream).GetEnumerator();
        while (LineRows.Next(lines, name, damages))
        {
            var (bytes, number) = lines.Current;
            var source = new SourceLine(name, number);
            if (damages.Try(source, () => Json(Utf8Lines.Text(bytes.Span), words, labels, labeled, source)) is { } example) yield return example;
        }
    }

    private static WordExample? Json(string line, string words, string labels, bool labeled, SourceLine source)
    {
        if (string.IsNullOrWhiteSpace(line)) return null;
        using var record = new JsonRecord(line, words);
        var found = record.Labels(labels);
        if (found is null && labeled) throw new DamagedLine($"has no '{labels}'", "an array of labels");
        return Example(record.Words(words), found, source);
    }

    private static WordExample Example(IReadOnlyList<string> words, IReadOnlyList<string>? labels, SourceLine source)
    {
        if (words.Count == 0) throw new DamagedLine("has no words", "at least one");
        if (labels is not null && labels.Count != words.Count) throw new DamagedLine($"has unequally many words and labels, {words.Count} and {labels.Count}", "a label for each word");
        return new WordExample(words, labels, source);
    }
}
