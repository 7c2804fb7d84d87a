namespace PromptGen.Cli.Terminal;

/// <summary>A standard stream whose failures name it: nobody has opened it, the disk is full, it is a folder.</summary>
/// <param name="name">What it is called.</param>
/// <param name="inner">The stream; null: nobody has opened it.</param>
/// <param name="advice">What to open it for.</param>
/// <param name="isNeeded">Whether work for a reader that has gone is in vain; else the reader is not missed.</param>
internal sealed class StandardStream(string name, Stream? inner, string advice, bool isNeeded = true) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A stream that nobody has opened has nothing to flush.</summary>
    public override void Flush()
    {
        if (inner is not null) Try(stream => stream.Flush());
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = 0;
        Try(stream => read = stream.Read(buffer, offset, count));
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Try(stream => stream.Write(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Try(Action<Stream> act)
    {
        try
        {
            act(inner ?? throw new UnauthorizedAccessException());
        }
        catch (ReaderGoneException)
        {
            if (isNeeded) throw new UserException($"{name}: nobody reads it any more.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserException($"{name}: is closed; {advice}.");
        }
        catch (IOException e)
        {
            throw new UserException($"{name}: fails ({e.Message}); {advice}.");
        }
    }
}
