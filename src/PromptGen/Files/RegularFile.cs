using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PromptGen.Files;

/// <summary>
/// Opens files that somebody names. A folder, a device, a pipe or a socket is refused before it is opened, since opening can block and
/// reading may never end; so are a file larger than its kind may be, and a Git LFS pointer or a web page in its place.
/// </summary>
public static class RegularFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be.</param>
    /// <exception cref="Exception">What <see cref="FileKind.Error"/> makes: it cannot be read, or is something else.</exception>
    public static SafeFileHandle OpenHandle(string path, FileKind kind)
    {
        SafeFileHandle? handle = null;
        try
        {
            var nature = FileNature.Of(path);
            if (nature is not (null or FileNature.Regular) && !(nature == FileNature.Pipe && kind.MayBePipe))
                throw CannotBeRead(path, kind, $"it is {nature}");
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            Check(handle, path, kind);
            return handle;
        }
        catch (Exception e)
        {
            handle?.Dispose();
            switch (e)
            {
                case FileNotFoundException or DirectoryNotFoundException:
                    throw CannotBeRead(path, kind, "there is no such file", e);
                case IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException:
                    throw CannotBeRead(path, kind, e.Message, e);
                default:
                    throw;
            }
        }
    }

    /// <summary>Opens a file for reading from its start.</summary>
    /// <inheritdoc cref="OpenHandle"/>
    public static FileStream Open(string path, FileKind kind) => new(OpenHandle(path, kind), FileAccess.Read);

    /// <summary>Reads all of a file.</summary>
    /// <inheritdoc cref="OpenHandle"/>
    public static byte[] ReadBytes(string path, FileKind kind)
    {
        try
        {
            using var stream = Open(path, kind);
            using var bytes = new MemoryStream((int)Math.Min(stream.CanSeek ? stream.Length : 0, Array.MaxLength));
            var buffer = new byte[1 << 16];
            // A file may grow while it is read, and those of /proc say that they are empty.
            for (int read; (read = stream.Read(buffer)) > 0; bytes.Write(buffer, 0, read)) CheckLength(bytes.Length + read, path, kind);
            return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotBeRead(path, kind, e.Message, e);
        }
    }

    /// <summary>Reads all of a file of UTF-8, without a byte order mark; whether its bytes are UTF-8 is not checked.</summary>
    /// <inheritdoc cref="OpenHandle"/>
    public static ReadOnlyMemory<byte> ReadUtf8(string path, FileKind kind)
    {
        var bytes = ReadBytes(path, kind);
        return bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
    }

    /// <summary>Reads all of a file of UTF-8 as text, without a byte order mark.</summary>
    /// <inheritdoc cref="OpenHandle"/>
    public static string ReadText(string path, FileKind kind)
    {
        var bytes = ReadUtf8(path, kind).Span;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw kind.Error($"{path}({bytes[..e.Index].Count((byte)'\n') + 1}): is not UTF-8; expected {kind.Expected}, in UTF-8.", e);
        }
    }

    private static void Check(SafeFileHandle handle, string path, FileKind kind)
    {
        using var stream = new FileStream(new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 0);
        if (!stream.CanSeek)
        {
            if (!kind.MayBePipe) throw CannotBeRead(path, kind, "it is no regular file");
            return;
        }
        CheckLength(stream.Length, path, kind);
        var start = new byte[Math.Min(stream.Length, StandIn.NeededBytes)];
        var read = RandomAccess.Read(handle, start, 0);
        if (StandIn.Find(start.AsSpan(0, read)) is { } standIn) throw kind.Error($"{path}: {standIn}", null);
    }

    private static void CheckLength(long length, string path, FileKind kind)
    {
        if (length <= kind.MostBytes) return;
        throw kind.Error($"{path}: has more than {kind.MostBytes} bytes, the most that are read of such a file; expected {kind.Expected}.", null);
    }

    private static Exception CannotBeRead(string path, FileKind kind, string why, Exception? e = null) =>
        kind.Error($"{path}: cannot be read ({why}); expected {kind.Expected}.", e);
}
