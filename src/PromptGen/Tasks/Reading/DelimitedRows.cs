using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace PromptGen.Tasks.Reading;

/// <summary>CSV and TSV: RFC 4180 where fields may be quoted, which unlike CsvHelper by itself takes a quote out of place as an error.</summary>
internal static class DelimitedRows
{
    /// <summary>A quote that is never closed makes a field of the rest of the file.</summary>
    private const int LongestField = 1 << 26;

    public static IEnumerable<TextExample> Read(Stream stream, string name, ReadingOptions options, RowReading rows, bool quotes, char delimiter, Damages damages)
    {
        if (delimiter is '"' or '\r' or '\n')
            throw new ArgumentException("A delimiter is no quote and no line end.", nameof(options));
        using var text = new Utf8Text(stream);
        string? misquoted = null;
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            Mode = quotes ? CsvMode.RFC4180 : CsvMode.NoEscape,
            BadDataFound = bad => misquoted ??= bad.Field,
            IgnoreBlankLines = false,
            MaxFieldSize = LongestField,
        });

        Header? header = null;
        for (var line = 1; Next(parser, name, line, damages); line = parser.RawRow + 1)
        {
            misquoted = null;
            var fields = parser.Record!;
            if (fields.Length == 1 && string.IsNullOrWhiteSpace(parser.RawRecord)) continue;
            var source = new SourceLine(name, line);
            if (misquoted is not null)
            {
                damages.Add(source, Misquoted(misquoted, parser.RawRecord, line));
                if (header is null) yield break;
                continue;
            }
            if (header is null)
            {
                header = new Header(fields, source, options.Header);
                rows.Keys = header.Keys;
                foreach (var key in options.Columns.Required) header.Find(key);
                if (options.Header) continue;
            }
            var example = damages.Try(source, () => rows.Read(new FieldRecord(header, fields), source));
            if (example is not null) yield return example;
        }
    }

    private static bool Next(CsvParser parser, string name, int line, Damages damages)
    {
        try
        {
            return parser.Read();
        }
        catch (DamagedLine e)
        {
            damages.Add(new SourceLine(name, line), e);
            return false;
        }
        catch (CsvHelperException)
        {
            damages.Add(new SourceLine(name, line), new DamagedLine($"has a field of more than {LongestField} characters", "a quote that ends it, or a shorter text"));
            return false;
        }
    }

    private static DamagedLine Misquoted(string field, string record, int line)
    {
        var at = record.IndexOf(field, StringComparison.Ordinal);
        var before = record.AsSpan(0, at);
        var lineStart = before.LastIndexOf('\n') + 1;
        var open = field.StartsWith('"') && field.Count(c => c == '"') % 2 == 1;
        return new DamagedLine(
            open ? "a field begins with a quote that is never closed" : "a field has a quote out of place",
            "quotes around a whole field, and a quote inside it doubled")
        {
            Line = line + before.Count('\n'),
            Column = at - lineStart + 1,
        };
    }
}
