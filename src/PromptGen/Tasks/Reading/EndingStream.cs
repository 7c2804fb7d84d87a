namespace PromptGen.Tasks.Reading;

/// <summary>
/// A stream whose end is an error to read or to move past. Parquet.Net reads single bytes of a file's footer and takes the -1 at the end for one more
/// byte, so that a damaged count of two thousand million items would keep it busy for hours.
/// </summary>
/// <param name="inner">What is read; it stays the caller's.</param>
internal sealed class EndingStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <exception cref="EndOfStreamException">There is no further byte.</exception>
    public override int ReadByte() => inner.ReadByte() is >= 0 and var value ? value : throw PastTheEnd();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <exception cref="EndOfStreamException">The place lies behind the end.</exception>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var place = inner.Seek(offset, origin);
        return place <= inner.Length ? place : throw PastTheEnd();
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static EndOfStreamException PastTheEnd() => new("a part of it should end behind the end of the file");
}
