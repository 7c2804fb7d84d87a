namespace PromptGen.Tasks.Reading;

/// <summary>Files in which a line is an example.</summary>
internal static class LineRows
{
    public static IEnumerable<TextExample> Read(Stream stream, string name, TextFormat format, RowReading rows, Damages damages)
    {
        using var lines = Utf8Lines.Of(stream).GetEnumerator();
        while (Next(lines, name, damages))
        {
            var (bytes, number) = lines.Current;
            var source = new SourceLine(name, number);
            var example = damages.Try(source, () => Utf8Lines.Text(bytes.Span) is var line && string.IsNullOrWhiteSpace(line) ? null : Parse(line, format, rows, source));
            if (example is not null) yield return example;
        }
    }

    /// <summary>The next line; what makes the rest unreadable is noted and ends the file.</summary>
    public static bool Next(IEnumerator<(ReadOnlyMemory<byte> Bytes, int Number)> lines, string name, Damages damages)
    {
        try
        {
            if (!lines.MoveNext()) return false;
            if (lines.Current is (var bytes, 1) && !bytes.Span.EndsWith("\n"u8)) _ = Utf8Lines.WholeText(bytes.Span);
            return true;
        }
        catch (DamagedLine e)
        {
            damages.Add(new SourceLine(name, e.Line ?? 1), e);
            return false;
        }
    }

    private static TextExample Parse(string line, TextFormat format, RowReading rows, SourceLine source) => format switch
    {
        TextFormat.JsonLines => Json(line, rows, source),
        TextFormat.LabeledLines => Labeled(line, rows, source),
        TextFormat.PlainLines => new TextExample(line, null, null, source),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format of lines."),
    };

    private static TextExample Json(string line, RowReading rows, SourceLine source)
    {
        using var record = new JsonRecord(line, rows.Columns.Text);
        rows.Keys ??= record.Keys;
        return rows.Read(record, source);
    }

    private static TextExample Labeled(string line, RowReading rows, SourceLine source)
    {
        var trimmed = line.Trim();
        var end = trimmed.AsSpan().IndexOfAny(" \t");
        var (label, text) = end < 0 ? (trimmed, "") : (trimmed[..end], trimmed[end..].TrimStart());
        // The keys are those of formats that have keys.
        var columns = new TextColumns { Labels = rows.Columns.Labels, Separator = rows.Columns.Separator };
        return columns.Read(new FieldRecord(new Header([columns.LabelKey, columns.Text], source, named: true), [label, text]), source, rows.Names);
    }
}
