using System.Text;
using PromptGen.Files;

namespace PromptGen.Tasks.Reading;

/// <summary>
/// The lines of a stream, one at a time. They are cut as bytes and decoded one by one, so that a byte that is no text is an error of its own line.
/// </summary>
internal static class Utf8Lines
{
    /// <summary>Far more than a text, and little enough to hold: a file without line ends is refused instead of filling the memory.</summary>
    public const int LongestLine = 1 << 28;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The lines with their ends, without a byte order mark; the bytes are valid until the next line is asked for.</summary>
    /// <exception cref="DamagedLine">A line is longer than <paramref name="longest"/> bytes.</exception>
    public static IEnumerable<(ReadOnlyMemory<byte> Bytes, int Number)> Of(Stream stream, int longest = LongestLine)
    {
        var buffer = new byte[1 << 16];
        int start = 0, end = 0;
        for (var number = 1; ; number++)
        {
            var searched = start;
            int length;
            while ((length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n')) < 0)
            {
                searched = end;
                if (end - start > longest) throw TooLong(longest, number);
                if (start > 0)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (searched, end, start) = (searched - start, end - start, 0);
                }
                if (end == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, Math.Max(longest + 1L, buffer.Length + 1L)));
                var read = stream.Read(buffer, end, buffer.Length - end);
                end += read;
                if (read == 0) break;
            }
            if (number == 1 && buffer.AsSpan(start, end - start).StartsWith("\uFEFF"u8)) start += 3;
            if (start == end) yield break;
            var next = length < 0 ? end : searched + length + 1;
            if (next - start > longest) throw TooLong(longest, number);
            if (number == 1 && StandIn.Find(buffer.AsSpan(start, Math.Min(next - start, StandIn.NeededBytes))) is { } standIn)
                throw new DamagedLine(standIn.TrimEnd('.'), "examples") { Line = number };
            yield return (buffer.AsMemory(start, next - start), number);
            start = next;
        }
    }

    /// <summary>A line's text, without its end.</summary>
    /// <exception cref="DamagedLine">It is not UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> line) => Decode(line.TrimEnd("\r\n"u8));

    /// <summary>A line's text, in which no carriage return may be, since some programs end lines with nothing else.</summary>
    /// <inheritdoc cref="Text"/>
    /// <exception cref="DamagedLine">It is not UTF-8, or has a carriage return before its end.</exception>
    public static string WholeText(ReadOnlySpan<byte> line)
    {
        var text = Text(line);
        return text.IndexOf('\r') is >= 0 and var at
            ? throw new DamagedLine("has a carriage return without a line feed", "lines that end with a line feed, alone or after a carriage return")
            {
                Column = at + 1,
            }
            : text;
    }

    /// <summary>Bytes as text.</summary>
    /// <exception cref="DamagedLine">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, int? line = null)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new DamagedLine($"byte {e.Index + 1} is not UTF-8", "UTF-8 text") { Line = line };
        }
    }

    private static DamagedLine TooLong(int longest, int line) =>
        new($"has more than {longest} bytes without a line end", "an example a line") { Line = line };
}
