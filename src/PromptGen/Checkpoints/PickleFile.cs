using System.Runtime.InteropServices;
using PromptGen.Checkpoints.Pickles;
using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>
/// What <c>torch.save</c> wrote, as an archive or in the format before 1.6: a state dictionary, or one within a dictionary as <c>module</c>,
/// <c>state_dict</c> or <c>model</c>. Only tensors and plain data are built, nothing in the file is run, and a file that names anything else
/// is refused. Aligned storages, as archives have them, are mapped; others are copied. Not for several threads at once.
/// </summary>
public sealed class PickleFile : IWeightsFile
{
    private readonly MappedFile file;
    private readonly PickledTensors pickled;
    private readonly Dictionary<string, PickleTensor> byName;
    private readonly Dictionary<string, StoredTensor> stored;
    private readonly Dictionary<(string Key, ScalarType Type), Tensor> storages = [];

    private PickleFile(MappedFile file, PickledTensors pickled)
    {
        (this.file, this.pickled) = (file, pickled);
        byName = pickled.ByName(file.Path);
        Tensors = [.. byName.Select(entry => new StoredTensor(entry.Key, entry.Value.Type, entry.Value.Shape))];
        stored = Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Path => file.Path;

    /// <inheritdoc/>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or holds more than tensors and plain data.</exception>
    public static PickleFile Open(string path) => MappedFile.Open(path, CheckpointFile.Pickle, file =>
    {
        Span<byte> first = stackalloc byte[(int)Math.Min(file.Length, 2)];
        file.ReadExactly(first, 0);
        if (first is [(byte)'P', (byte)'K']) return new PickleFile(file, TorchArchive.Read(file));
        if (first is [0x80, _]) return new PickleFile(file, LegacyTorchFile.Read(file));
        throw new CheckpointException($"{path}: begins {(first.IsEmpty ? "with nothing" : $"with 0x{Convert.ToHexStringLower(first)}")}; "
            + "expected a zip archive or a pickle, as torch.save writes them.");
    });

    /// <inheritdoc/>
    public StoredTensor? Find(string name) => stored.GetValueOrDefault(name);

    /// <inheritdoc/>
    /// <remarks>Tensors that share a storage in the file share memory where they are contiguous, of one type and no booleans.</remarks>
    public Tensor Read(string name)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, this);
        var tensor = Find(name) ?? throw this.HasNo(name);
        var type = ElementType.Scalar(tensor.Type) ?? throw this.Unreadable(tensor);
        var view = byName[name];
        try
        {
            if (tensor.Shape.Contains(0)) return empty([.. tensor.Shape], dtype: type);
            var storage = Storage(view.Storage, type == ScalarType.Bool ? ScalarType.Byte : type);
            using var strided = storage.as_strided(view.Shape, view.Strides, storage.storage_offset() + view.Offset);
            // A bool of libtorch is 0 or 1; the file may hold any byte.
            return type == ScalarType.Bool ? strided.IsNot(0) : strided.contiguous();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ExternalException)
        {
            throw new CheckpointException($"{Path}: '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Closes the file; tensors that were read stay valid.</summary>
    public void Dispose()
    {
        foreach (var storage in storages.Values) storage.Dispose();
        storages.Clear();
        file.Dispose();
    }

    /// <summary>All of a storage; the caller leaves it alone.</summary>
    private Tensor Storage(PickleStorage storage, ScalarType type)
    {
        if (storages.TryGetValue((storage.Key, type), out var read)) return read;
        var place = pickled.Storages[storage.Key];
        var count = place.Length / ElementType.Size(type);
        // The caller's dispose scope may end before this object does.
        var flat = (place.Packed is null ? file.Flat(place.Start, count, type) : Unpacked(place, count, type)).DetachFromDisposeScope();
        storages.Add((storage.Key, type), flat);
        return flat;
    }

    private Tensor Unpacked(ZipEntry place, long count, ScalarType type)
    {
        using var stream = pickled.Zip!.Unpack(place);
        return MappedFile.Filled(count, type, (target, _) => stream.ReadExactly(target));
    }
}
