using System.Collections;
using System.Text;

namespace PromptGen.Tasks;

/// <summary>The examples of a file, in its order.</summary>
public sealed class TextExamples : IReadOnlyList<TextExample>
{
    private const int ReportedLines = 10;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<TextExample> examples;

    private TextExamples(string file, List<TextExample> examples)
    {
        this.examples = examples;
        var empty = examples.Where(example => example.IsEmpty).ToList();
        if (empty.Count > 0)
            Notice = $"{file}: {empty.Count} of {examples.Count} texts are empty, the first at line {empty[0].Source.Line}; they are used as they are.";
    }

    /// <inheritdoc/>
    public int Count => examples.Count;

    /// <inheritdoc/>
    public TextExample this[int index] => examples[index];

    /// <summary>What a user should be told although it is no error: that texts are empty. Null: nothing.</summary>
    public string? Notice { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file: UTF-8, with or without a byte order mark.</param>
    /// <param name="columns">The keys of JSON lines; null: the usual ones.</param>
    /// <param name="format">How it holds examples; null: JSON lines if its name ends in <c>.jsonl</c> or <c>.json</c>, else labeled lines.</param>
    /// <exception cref="DataException">It cannot be read, or has damaged lines: the first ten are named.</exception>
    public static TextExamples Read(string path, TextColumns? columns = null, TextFormat? format = null)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path, format ?? FormatOf(path), columns);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({e.Message}); expected a file of examples.", e);
        }
    }

    /// <summary>Reads a stream, such as standard input, to its end.</summary>
    /// <param name="stream">UTF-8, with or without a byte order mark.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="format">How it holds examples.</param>
    /// <param name="columns">The keys of JSON lines; null: the usual ones.</param>
    /// <exception cref="DataException">It has damaged lines: the first ten are named.</exception>
    public static TextExamples Read(Stream stream, string name, TextFormat format, TextColumns? columns = null)
    {
        var read = new List<TextExample>();
        var damages = new List<string>();
        var damaged = 0;
        foreach (var (bytes, number) in Lines(stream))
        {
            var source = new SourceLine(name, number);
            try
            {
                var line = Decode(bytes);
                if (!string.IsNullOrWhiteSpace(line)) read.Add(Parse(line, format, columns ?? new TextColumns(), source));
            }
            catch (DamagedLine e)
            {
                if (damaged++ < ReportedLines) damages.Add($"{source}: {e.Message}");
            }
        }
        return damaged switch
        {
            0 => new TextExamples(name, read),
            1 => throw new DataException(damages[0]),
            <= ReportedLines => throw new DataException($"{name}: {damaged} damaged lines:\n{string.Join('\n', damages)}"),
            _ => throw new DataException($"{name}: {damaged} damaged lines, of which the first {ReportedLines}:\n{string.Join('\n', damages)}"),
        };
    }

    /// <inheritdoc/>
    public IEnumerator<TextExample> GetEnumerator() => examples.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TextFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".json" => TextFormat.JsonLines,
        _ => TextFormat.LabeledLines,
    };

    private static TextExample Parse(string line, TextFormat format, TextColumns columns, SourceLine source) => format switch
    {
        TextFormat.JsonLines => JsonLine.Read(line, columns, source),
        TextFormat.LabeledLines => Labeled(line, source),
        TextFormat.PlainLines => new TextExample(line, null, null, source),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };

    private static TextExample Labeled(string line, SourceLine source)
    {
        var trimmed = line.Trim();
        var end = trimmed.AsSpan().IndexOfAny(" \t");
        return end < 0
            ? new TextExample("", null, trimmed, source)
            : new TextExample(trimmed[end..].TrimStart(), null, trimmed[..end], source);
    }

    private static string Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return StrictUtf8.GetString(line);
        }
        catch (DecoderFallbackException e)
        {
            throw new DamagedLine($"byte {e.Index + 1} is not UTF-8", "UTF-8 text");
        }
    }

    // Cut as bytes and decoded one by one, so that a byte that is no text is an error of its own line.
    private static IEnumerable<(byte[] Bytes, int Number)> Lines(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var bytes = buffer.ToArray();
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        for (var number = 1; start < bytes.Length; number++)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length;
            var last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
            yield return (bytes[start..last], number);
            start = end + 1;
        }
    }
}
