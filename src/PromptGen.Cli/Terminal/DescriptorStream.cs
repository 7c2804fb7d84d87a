using System.Runtime.InteropServices;

namespace PromptGen.Cli.Terminal;

/// <summary>
/// Standard output as the operating system has it. .NET's own stream keeps silent when the reader of a pipe has gone, so that a program goes on
/// writing to nobody.
/// </summary>
internal sealed partial class DescriptorStream : Stream
{
    private const int StandardOutput = 1, Again = 11, AgainOnMacOS = 35, Interrupted = 4, BrokenPipe = 32;

    private DescriptorStream()
    {
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Standard output; on Windows .NET's own.</summary>
    public static Stream Output() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream();

    public override void Flush()
    {
    }

    /// <exception cref="ReaderGoneException">It is a pipe, and nobody reads it any more.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc cref="Write(byte[], int, int)"/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Write(StandardOutput, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }
            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case Again or AgainOnMacOS:
                    Thread.Sleep(1);
                    break;
                case BrokenPipe:
                    throw new ReaderGoneException();
                case var error:
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, in byte buffer, nint count);
}

/// <summary>Nobody reads a pipe any more.</summary>
internal sealed class ReaderGoneException() : IOException("nobody reads it any more");
