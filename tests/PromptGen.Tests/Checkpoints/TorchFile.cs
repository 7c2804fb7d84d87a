using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

/// <summary>The formats of <c>torch.save</c>.</summary>
public enum TorchFormat
{
    Archive,
    ArchiveOfProtocol4,
    WideArchive,
    DeflatedArchive,
    Legacy,
}

/// <summary>Writes files as <c>torch.save</c> does: values with tensors, whose storages it collects.</summary>
internal sealed class TorchFile
{
    private readonly List<(string Key, Tensor Data)> storages = [];

    /// <summary>A state dictionary with its versions, as modules give it.</summary>
    public static Mapped State(IEnumerable<(object? Key, object? Value)> items) =>
        new([.. items], new Mapped(("_metadata", new Mapped([("", new Mapped(("version", (byte)1)))], new Mapped()))));

    /// <summary>Writes contiguous tensors, one storage each.</summary>
    public static void Save(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, TorchFormat format, string? wrapper = null)
    {
        var file = new TorchFile();
        var state = State(tensors.Select(entry => ((object?)entry.Name, (object?)file.Tensor(entry.Tensor))));
        object root = wrapper is null ? state : new Mapped(("iteration", 7), (wrapper, state), ("args", new Tupled(1.5, true, null, "text")));
        File.WriteAllBytes(path, file.Bytes(root, format));
    }

    /// <summary>A storage of a flat tensor's numbers.</summary>
    public Persistent Storage(Tensor flat, string? type = null, long? count = null, string? key = null)
    {
        key ??= storages.Count.ToString();
        storages.Add((key, flat));
        return new Persistent(new Tupled("storage", new Named("torch", type ?? Class(flat.dtype)), key, "cpu", count ?? flat.numel()));
    }

    public Called Tensor(Tensor tensor) => View(Storage(tensor.contiguous().view(-1)), 0, tensor.shape, tensor.contiguous().stride());

    public static Called View(object storage, long offset, IEnumerable<long> shape, IEnumerable<long> strides) => new(
        new Named("torch._utils", "_rebuild_tensor_v2"), storage, offset, Numbers(shape), Numbers(strides), false,
        new Called(new Named("collections", "OrderedDict")));

    public byte[] Bytes(object? root, TorchFormat format)
    {
        if (format != TorchFormat.Legacy) return Archive(PickleWriter.Of(root, format == TorchFormat.ArchiveOfProtocol4 ? 4 : 2), format);
        var system = new Mapped(("protocol_version", 1001), ("little_endian", true), ("type_sizes", new Mapped(("short", (byte)2))));
        return Legacy([PickleWriter.Of(Convert.FromHexString("6cfc9c46f9206aa85019")), PickleWriter.Of(1001), PickleWriter.Of(system), PickleWriter.Of(root),
            PickleWriter.Of(storages.Select(storage => (object?)storage.Key).ToList())]);
    }

    public byte[] Archive(byte[] pickle, TorchFormat format = TorchFormat.Archive) => ZipWriter.Of(
        [("archive/data.pkl", pickle), ("archive/byteorder", "little"u8.ToArray()),
         .. storages.Select(storage => ($"archive/data/{storage.Key}", Raw(storage.Data))), ("archive/version", "3\n"u8.ToArray())],
        format == TorchFormat.DeflatedArchive, format == TorchFormat.WideArchive);

    public byte[] Legacy(IEnumerable<byte[]> pickles)
    {
        var bytes = new MemoryStream();
        foreach (var pickle in pickles) bytes.Write(pickle);
        foreach (var (_, data) in storages)
        {
            bytes.Write(BitConverter.GetBytes(data.numel()));
            bytes.Write(Raw(data));
        }
        return bytes.ToArray();
    }

    public static Tupled Numbers(IEnumerable<long> numbers) => new([.. numbers.Select(number => (object?)number)]);

    private static byte[] Raw(Tensor tensor) => tensor.numel() == 0 ? [] : tensor.contiguous().bytes.ToArray();

    private static string Class(ScalarType type) => type switch
    {
        ScalarType.Float64 => "DoubleStorage",
        ScalarType.Float32 => "FloatStorage",
        ScalarType.Float16 => "HalfStorage",
        ScalarType.BFloat16 => "BFloat16Storage",
        ScalarType.Int64 => "LongStorage",
        ScalarType.Int32 => "IntStorage",
        ScalarType.Int16 => "ShortStorage",
        ScalarType.Int8 => "CharStorage",
        ScalarType.Byte => "ByteStorage",
        _ => "BoolStorage",
    };
}
