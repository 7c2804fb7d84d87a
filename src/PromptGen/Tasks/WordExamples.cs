using System.Collections;
using PromptGen.Tasks.Reading;

namespace PromptGen.Tasks;

/// <summary>The sentences of a file of words with labels, in its order.</summary>
public sealed class WordExamples : IExamples<WordExample>
{
    internal const string UsualWords = "tokens";

    private const string UsualLabels = "ner_tags";

    private readonly List<WordExample> examples;

    private WordExamples(List<WordExample> examples) => this.examples = examples;

    /// <inheritdoc/>
    public int Count => examples.Count;

    /// <inheritdoc/>
    public WordExample this[int index] => examples[index];

    /// <inheritdoc/>
    public IReadOnlyList<string>? DeclaredLabels { get; private init; }

    /// <inheritdoc/>
    /// <remarks>That comments may have been read as words, and what numbers mean.</remarks>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys { get; private init; } = [];

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
        var read = (options.Format ?? FormatOf(name)) switch
        {
            WordFormat.Parquet => ParquetFile.Read(
                stream, name, new[] { options.Words ?? UsualWords, options.Labels }.OfType<string>(), file => Parquet(file, options, damages)),
            WordFormat.JsonLines => JsonLines(stream, name, options, damages),
            WordFormat.Columns => InColumns(stream, name, options, damages),
            WordFormat.ConllU => InColumns(stream, name, options.OfConllU(), damages),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Format, "There is no such format."),
        };
        damages.ThrowIfAny();
        return read;
    }

    /// <inheritdoc/>
    public IEnumerator<WordExample> GetEnumerator() => examples.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static WordFormat FormatOf(string path) => ReadingOptions.FormatOf(path) switch
    {
        TextFormat.JsonLines => WordFormat.JsonLines,
        TextFormat.Parquet => WordFormat.Parquet,
        _ when Path.GetExtension(path).Equals(".conllu", StringComparison.OrdinalIgnoreCase) => WordFormat.ConllU,
        _ => WordFormat.Columns,
    };

    private static WordExamples Parquet(ParquetFile file, WordReadingOptions options, Damages damages)
    {
        var (words, labels, names) = (options.Words ?? UsualWords, options.Labels ?? UsualLabels, ClassNames.Of(options.LabelNames));
        return new WordExamples([.. file.Records([], [words, labels])
            .Select(record => damages.Try(record.Source, () => Example(record.Words(words), record.Labels(labels, names), record.Source))).OfType<WordExample>()])
        {
            DeclaredLabels = file.Classes.GetValueOrDefault(labels), Keys = [.. file.Columns], Notices = Noted(names),
        };
    }

    private static WordExamples InColumns(Stream stream, string name, WordReadingOptions options, Damages damages)
    {
        var names = ClassNames.Of(options.LabelNames);
        var rows = new ColumnRows(name, options, names, damages);
        return new WordExamples([.. rows.Read(stream)])
        {
            Notices =
            [
                .. Noted(names),
                .. rows.Hashes > 0
                    ? [$"{name}: {rows.Hashes} sentences begin with a line that begins with # and is read as a word; "
                        + "if such lines are comments, --comment '#' says so, in code Comment"]
                    : Array.Empty<string>(),
            ],
        };
    }

    private static WordExamples JsonLines(Stream stream, string name, WordReadingOptions options, Damages damages)
    {
        var names = ClassNames.Of(options.LabelNames);
        var (examples, keys) = (new List<WordExample>(), (IReadOnlyList<string>?)null);
        using var lines = Utf8Lines.Of(stream).GetEnumerator();
        while (LineRows.Next(lines, name, damages))
        {
            var (bytes, number) = lines.Current;
            var source = new SourceLine(name, number);
            var example = damages.Try(source, () => Json(Utf8Lines.Text(bytes.Span), options, names, source, record => keys ??= record.Keys));
            if (example is not null) examples.Add(example);
        }
        return new WordExamples(examples) { Keys = keys ?? [], Notices = Noted(names) };
    }

    private static WordExample? Json(string line, WordReadingOptions options, ClassNames? names, SourceLine source, Action<JsonRecord> seen)
    {
        if (string.IsNullOrWhiteSpace(line)) return null;
        var words = options.Words ?? UsualWords;
        using var record = new JsonRecord(line, words);
        seen(record);
        if (options.Labels is { } key && record.Lacks(key)) throw new DamagedLine(record.HasNo(key), "an array of labels");
        return Example(record.Words(words), record.Labels(options.Labels ?? UsualLabels, names), source);
    }

    private static IReadOnlyList<string> Noted(ClassNames? names) => names?.Notice is { } ids ? [ids] : [];

    private static WordExample Example(IReadOnlyList<string> words, IReadOnlyList<string>? labels, SourceLine source)
    {
        if (words.Count == 0) throw new DamagedLine("has no words", "at least one");
        if (labels is not null && labels.Count != words.Count) throw new DamagedLine($"has unequally many words and labels, {words.Count} and {labels.Count}", "a label for each word");
        return new WordExample(words, labels, source);
    }
}
