using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>
/// A safetensors file (https://github.com/huggingface/safetensors). Opening it checks all of its header and reads none of its data;
/// tensors are views of the mapped file. Not for several threads at once.
/// </summary>
public sealed class SafeTensorsFile : IWeightsFile
{
    /// <summary>The format's own limit.</summary>
    private const long LongestHeader = 100_000_000;

    private readonly MappedFile file;
    private readonly long dataStart;
    private readonly Dictionary<string, SafeTensor> byName;

    private SafeTensorsFile(MappedFile file, long dataStart, SafeTensorsHeader header)
    {
        (this.file, this.dataStart) = (file, dataStart);
        (Tensors, Metadata) = (header.Tensors, header.Metadata);
        byName = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Path => file.Path;

    /// <summary>Its tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensor> Tensors { get; }

    /// <summary>Its free text.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It cannot be read, or is not a sound safetensors file.</exception>
    public static SafeTensorsFile Open(string path) => MappedFile.Open(path, CheckpointFile.SafeTensors, file =>
    {
        var header = ReadHeader(file);
        var dataStart = sizeof(long) + header.Length;
        return new SafeTensorsFile(file, dataStart, SafeTensorsHeader.Parse(header, file.Length - dataStart, path));
    });

    /// <summary>The tensor of a name, or null.</summary>
    /// <param name="name">Its name in the file.</param>
    public SafeTensor? Find(string name) => byName.GetValueOrDefault(name);

    IReadOnlyList<StoredTensor> IWeightsFile.Tensors => Tensors;

    StoredTensor? IWeightsFile.Find(string name) => Find(name);

    /// <inheritdoc/>
    /// <remarks>Not copied where its bytes are aligned to its type, as they are in files of usual writers. Booleans are copied.</remarks>
    public Tensor Read(string name)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, this);
        var tensor = Find(name) ?? throw this.HasNo(name);
        var type = ElementType.Scalar(tensor.Type) ?? throw this.Unreadable(tensor);
        try
        {
            if (tensor.Begin == tensor.End) return empty([.. tensor.Shape], dtype: type);
            var count = (tensor.End - tensor.Begin) / ElementType.Size(tensor.Type)!.Value;
            using var flat = file.Flat(dataStart + tensor.Begin, count, type == ScalarType.Bool ? ScalarType.Byte : type);
            if (type != ScalarType.Bool) return flat.view([.. tensor.Shape]);
            // A bool of libtorch is 0 or 1; the file may hold any byte.
            using var bytes = flat.view([.. tensor.Shape]);
            return bytes.IsNot(0);
        }
        catch (Exception e) when (e is IOException or ExternalException)
        {
            throw new CheckpointException($"{Path}: '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Closes the file; tensors that were read stay valid.</summary>
    public void Dispose() => file.Dispose();

    private static byte[] ReadHeader(MappedFile file)
    {
        Span<byte> field = stackalloc byte[sizeof(long)];
        if (file.Length < field.Length)
            throw new CheckpointException($"{file.Path}: has {file.Length} bytes; a safetensors file begins with 8 bytes that say how long its header is.");
        file.ReadExactly(field, 0);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(field);
        if (length > LongestHeader)
            throw new CheckpointException($"{file.Path}: its first 8 bytes announce a header of {length} bytes; expected at most {LongestHeader}.");
        if (length > (ulong)(file.Length - field.Length))
            throw new CheckpointException($"{file.Path}: its first 8 bytes announce a header of {length} bytes; {file.Length - field.Length} bytes follow.");
        var header = new byte[length];
        file.ReadExactly(header, field.Length);
        return header;
    }
}
