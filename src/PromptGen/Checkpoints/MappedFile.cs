using Microsoft.Win32.SafeHandles;
using PromptGen.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>The bytes of a file, as tensors: views of one private mapping for each element type where they are aligned to it, copies elsewhere.</summary>
internal sealed class MappedFile : IDisposable
{
    private readonly SafeFileHandle handle;
    private readonly Dictionary<ScalarType, Tensor> maps = [];

    private MappedFile(string path, SafeFileHandle handle) => (Path, this.handle, Length) = (path, handle, RandomAccess.GetLength(handle));

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Its bytes.</summary>
    public long Length { get; }

    /// <summary>Whether it was disposed of.</summary>
    public bool IsClosed => handle.IsClosed;

    /// <summary>Opens a file and looks into it; where that fails, the file is closed again.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be.</param>
    /// <param name="read">Makes what is returned.</param>
    /// <exception cref="CheckpointException">It cannot be read.</exception>
    public static T Open<T>(string path, FileKind kind, Func<MappedFile, T> read)
    {
        var handle = RegularFile.OpenHandle(path, kind);
        try
        {
            return read(new MappedFile(path, handle));
        }
        catch (Exception e)
        {
            handle.Dispose();
            if (e is IOException or UnauthorizedAccessException or NotSupportedException)
                throw new CheckpointException($"{path}: cannot be read ({e.Message}); expected {kind.Expected}.", e);
            throw;
        }
    }

    /// <summary>Fills a span with the bytes from an offset on.</summary>
    /// <exception cref="IOException">They are not all there.</exception>
    public void ReadExactly(Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(handle, target, offset);
            if (read == 0) throw new EndOfStreamException("the file became shorter");
            target = target[read..];
            offset += read;
        }
    }

    /// <summary>Elements that lie one after the other.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="count">How many, at least one; all within the file.</param>
    /// <param name="type">Their type; of booleans, read bytes.</param>
    /// <returns>[count]</returns>
    public Tensor Flat(long start, long count, ScalarType type)
    {
        var size = ElementType.Size(type);
        if (start % size != 0) return Filled(count, type, (span, offset) => ReadExactly(span, start + offset));
        if (!maps.TryGetValue(type, out var map))
        {
            // The caller's dispose scope may end before this object does.
            map = from_file(Mapped(), shared: false, size: Length / size, dtype: type).DetachFromDisposeScope();
            maps.Add(type, map);
        }
        return map.narrow(0, start / size, count);
    }

    /// <summary>What libtorch opens again to map it: on Linux the very file that is open here, even if another one has its name by now.</summary>
    private string Mapped() => $"/proc/self/fd/{handle.DangerousGetHandle()}" is var open && OperatingSystem.IsLinux() && File.Exists(open) ? open : System.IO.Path.GetFullPath(Path);

    /// <summary>A new tensor, filled from the front.</summary>
    /// <param name="count">Its elements.</param>
    /// <param name="type">Their type.</param>
    /// <param name="fill">Fills a span of its bytes, which begins at that byte of it.</param>
    /// <returns>[count]</returns>
    public static Tensor Filled(long count, ScalarType type, FillBytes fill)
    {
        const long most = 1 << 27; // elements at a time: 1 GiB of the widest, since a span holds less than 2 GiB
        var tensor = empty(count, dtype: type);
        for (var start = 0L; start < count; start += most)
        {
            using var part = tensor.narrow(0, start, Math.Min(most, count - start));
            fill(part.bytes, start * ElementType.Size(type));
        }
        return tensor;
    }

    /// <summary>Closes the file; tensors that were read stay valid.</summary>
    public void Dispose()
    {
        foreach (var map in maps.Values) map.Dispose();
        maps.Clear();
        handle.Dispose();
    }

    /// <summary>Fills bytes that lie at an offset of something.</summary>
    public delegate void FillBytes(Span<byte> target, long offset);
}
