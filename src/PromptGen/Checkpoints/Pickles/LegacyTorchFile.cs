using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace PromptGen.Checkpoints.Pickles;

/// <summary>
/// The files of <c>torch.save</c> before 1.6 (https://github.com/pytorch/pytorch/blob/v2.6.0/torch/serialization.py, <c>_legacy_save</c>): pickles
/// of a magic number, the protocol, the system, the value and the keys of its storages; then each storage's count and data.
/// </summary>
internal static class LegacyTorchFile
{
    private const long Protocol = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Reads the pickles and finds the storages.</summary>
    /// <exception cref="CheckpointException">The file is damaged, or its pickle holds more than tensors and plain data.</exception>
    public static PickledTensors Read(MappedFile file)
    {
        var bytes = new PickleBytes(file.ReadExactly, 0, Math.Min(file.Length, PickledTensors.LongestPickle), $"{file.Path}: its pickle");
        Expect(Magic, "the magic number of torch.save");
        Expect(Protocol, $"{Protocol}, the protocol of torch.save");
        if (Next().Root is not PickleDictionary system || system.ByName().GetValueOrDefault("little_endian") is not true)
            throw bytes.Wrong("a system that is not little-endian", "one that is");
        var (root, storages) = Next();
        if (Next().Root is not PickleList keys) throw bytes.Wrong("no list of storages", "one");
        return new PickledTensors(root, Places(file, bytes.Position, keys, storages), Zip: null);

        (object? Root, IReadOnlyDictionary<string, PickleStorage> Storages) Next()
        {
            var machine = new PickleMachine(bytes);
            return (machine.Read(), machine.Storages);
        }

        void Expect(object expected, string words)
        {
            if (Next().Root is var found && !expected.Equals(found)) throw bytes.Wrong(PickleWords.Of(found), words);
        }
    }

    private static Dictionary<string, ZipEntry> Places(MappedFile file, long start, PickleList keys, IReadOnlyDictionary<string, PickleStorage> storages)
    {
        var places = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        Span<byte> field = stackalloc byte[sizeof(long)];
        foreach (var key in keys.Items)
        {
            if (key is not string name || !storages.TryGetValue(name, out var storage))
                throw new CheckpointException($"{file.Path}: lists {PickleWords.Of(key)} as a storage; expected one that its tensors name.");
            if (start > file.Length - field.Length) throw CutOff(file, name);
            file.ReadExactly(field, start);
            if (BinaryPrimitives.ReadInt64LittleEndian(field) is var count && count != storage.Count)
                throw new CheckpointException($"{file.Path}: byte {start}: found a storage '{name}' of {count} elements; expected {storage.Count}, as its tensors say.");
            start += field.Length;
            if (storage.Bytes > file.Length - start) throw CutOff(file, name);
            if (!places.TryAdd(name, new ZipEntry(start, (long)storage.Bytes, Packed: null)))
                throw new CheckpointException($"{file.Path}: lists the storage '{name}' twice.");
            start += (long)storage.Bytes;
        }
        if (storages.Keys.FirstOrDefault(key => !places.ContainsKey(key)) is { } absent)
            throw new CheckpointException($"{file.Path}: does not list the storage '{absent}', which its tensors name.");
        return start == file.Length ? places
            : throw new CheckpointException($"{file.Path}: its storages end at byte {start}, and {file.Length - start} more bytes follow; expected none.");
    }

    private static CheckpointException CutOff(MappedFile file, string key) => new($"{file.Path}: ends after {file.Length} bytes, within the storage '{key}'; the file is cut off.");
}
