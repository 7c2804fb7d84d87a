namespace PromptGen.Tasks.Reading;

/// <summary>The text of a stream for readers that cut it themselves; unlike <see cref="StreamReader"/> it knows in which line a byte is no text.</summary>
internal sealed class Utf8Text(Stream stream) : TextReader
{
    private readonly IEnumerator<(ReadOnlyMemory<byte> Bytes, int Number)> lines = Utf8Lines.Of(stream).GetEnumerator();
    private string line = "";
    private int position;

    /// <exception cref="DamagedLine">A byte is not UTF-8, or a line does not end.</exception>
    public override int Peek() => Fill() ? line[position] : -1;

    /// <inheritdoc cref="Peek"/>
    public override int Read() => Fill() ? line[position++] : -1;

    /// <inheritdoc cref="Peek"/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <summary>At most a line at a time, so that an error comes after all that is before it.</summary>
    /// <inheritdoc cref="Peek" path="/exception"/>
    public override int Read(Span<char> buffer)
    {
        if (!Fill()) return 0;
        var some = line.AsSpan(position, Math.Min(line.Length - position, buffer.Length));
        some.CopyTo(buffer);
        position += some.Length;
        return some.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) lines.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        while (position == line.Length)
        {
            if (!lines.MoveNext()) return false;
            line = Utf8Lines.Decode(lines.Current.Bytes.Span, lines.Current.Number);
            position = 0;
        }
        return true;
    }
}
