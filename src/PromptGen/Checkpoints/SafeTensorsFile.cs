using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>
/// A safetensors file (https://github.com/huggingface/safetensors). Opening it checks all of its header and reads none of its data;
/// tensors are views of the mapped file. Not for several threads at once.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    /// <summary>The format's own limit.</summary>
    private const long LongestHeader = 100_000_000;

    private readonly SafeFileHandle handle;
    private readonly long length, dataStart;
    private readonly Dictionary<string, StoredTensor> byName;
    private readonly Dictionary<ScalarType, Tensor> maps = [];

    private SafeTensorsFile(string path, SafeFileHandle handle, long length, long dataStart, SafeTensorsHeader header)
    {
        (Path, this.handle, this.length, this.dataStart) = (path, handle, length, dataStart);
        (Tensors, Metadata) = (header.Tensors, header.Metadata);
        byName = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Its tensors, in the order of their bytes.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Its free text.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It cannot be read, or is not a sound safetensors file.</exception>
    public static SafeTensorsFile Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var length = RandomAccess.GetLength(handle);
            var header = ReadHeader(handle, length, path);
            return new SafeTensorsFile(path, handle, length, sizeof(long) + header.Length,
                SafeTensorsHeader.Parse(header, length - sizeof(long) - header.Length, path));
        }
        catch (Exception e)
        {
            handle?.Dispose();
            if (e is IOException or UnauthorizedAccessException or NotSupportedException)
                throw new CheckpointException($"{path}: cannot be read ({e.Message}); expected a safetensors file.", e);
            throw;
        }
    }

    /// <summary>The tensor of a name, or null.</summary>
    /// <param name="name">Its name in the file.</param>
    public StoredTensor? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>
    /// Reads a tensor without copying it where its bytes are aligned to its type, as they are in files of usual writers; pages then come
    /// from the disk at first use. What is written into the tensor never reaches the file. It outlives this object. Booleans are copied.
    /// </summary>
    /// <param name="name">Its name in the file.</param>
    /// <exception cref="CheckpointException">There is no such tensor, or its type is none that libtorch has.</exception>
    public Tensor Read(string name)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        var tensor = Find(name) ?? throw new CheckpointException($"{Path}: has no tensor '{name}'; it has {Names(Tensors)}.");
        var type = ElementType.Scalar(tensor.Type)
            ?? throw new CheckpointException($"{Path}: '{name}' is {tensor}; expected {ElementType.Readable}.");
        try
        {
            if (tensor.Begin == tensor.End) return empty([.. tensor.Shape], dtype: type);
            if (type == ScalarType.Bool)
            {
                // A bool of libtorch is 0 or 1; the file may hold any byte.
                using var bytes = View(tensor, ScalarType.Byte, 1);
                return bytes.ne(0);
            }
            var size = ElementType.Size(tensor.Type)!.Value;
            return (dataStart + tensor.Begin) % size == 0 ? View(tensor, type, size) : Copy(tensor, type, size);
        }
        catch (Exception e) when (e is IOException or ExternalException)
        {
            throw new CheckpointException($"{Path}: '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Some names and how many more, for errors.</summary>
    internal static string Names(IEnumerable<StoredTensor> tensors)
    {
        const int shown = 3;
        var all = tensors.Select(tensor => $"'{tensor.Name}'").ToList();
        if (all.Count == 0) return "none";
        return string.Join(", ", all.Take(shown)) + (all.Count > shown ? $" and {all.Count - shown} more" : "");
    }

    /// <summary>Closes the file; tensors that were read stay valid.</summary>
    public void Dispose()
    {
        foreach (var map in maps.Values) map.Dispose();
        maps.Clear();
        handle.Dispose();
    }

    private static byte[] ReadHeader(SafeFileHandle handle, long length, string path)
    {
        Span<byte> field = stackalloc byte[sizeof(long)];
        if (length < field.Length)
            throw new CheckpointException($"{path}: has {length} bytes; a safetensors file begins with 8 bytes that say how long its header is.");
        ReadExactly(handle, field, 0);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(field);
        if (headerLength > LongestHeader)
            throw new CheckpointException($"{path}: its first 8 bytes announce a header of {headerLength} bytes; expected at most {LongestHeader}.");
        if (headerLength > (ulong)(length - field.Length))
            throw new CheckpointException($"{path}: its first 8 bytes announce a header of {headerLength} bytes; {length - field.Length} bytes follow.");
        var header = new byte[headerLength];
        ReadExactly(handle, header, field.Length);
        return header;
    }

    private static void ReadExactly(SafeFileHandle handle, Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(handle, target, offset);
            if (read == 0) throw new EndOfStreamException("the file became shorter");
            target = target[read..];
            offset += read;
        }
    }

    private Tensor View(StoredTensor tensor, ScalarType type, int size)
    {
        if (!maps.TryGetValue(type, out var map))
        {
            // The caller's dispose scope may end before this object does.
            map = from_file(Path, shared: false, size: length / size, dtype: type).DetachFromDisposeScope();
            maps.Add(type, map);
        }
        using var flat = map.narrow(0, (dataStart + tensor.Begin) / size, (tensor.End - tensor.Begin) / size);
        return flat.view([.. tensor.Shape]);
    }

    private Tensor Copy(StoredTensor tensor, ScalarType type, int size)
    {
        const int most = 1 << 27; // elements at a time: 1 GiB of the widest, since a span holds less than 2 GiB
        var copy = empty([.. tensor.Shape], dtype: type);
        using var flat = copy.view(-1);
        var count = (tensor.End - tensor.Begin) / size;
        for (var start = 0L; start < count; start += most)
        {
            using var part = flat.narrow(0, start, Math.Min(most, count - start));
            ReadExactly(handle, part.bytes, dataStart + tensor.Begin + start * size);
        }
        return copy;
    }
}
