namespace PromptGen.Cli.Terminal;

/// <summary>Standard output, whose failures name it: the disk is full, nobody has opened it.</summary>
/// <param name="inner">The stream.</param>
internal sealed class StandardOutput(Stream inner) : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => Try(inner.Flush);

    public override void Write(byte[] buffer, int offset, int count) => Try(() => inner.Write(buffer, offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserException("standard output: is closed; send it to a file or to /dev/null.");
        }
        catch (IOException e)
        {
            throw new UserException($"standard output: cannot be written ({e.Message}).");
        }
    }
}
