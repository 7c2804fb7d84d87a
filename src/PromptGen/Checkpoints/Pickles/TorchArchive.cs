using System.Text;

namespace PromptGen.Checkpoints.Pickles;

/// <summary>
/// The archives of <c>torch.save</c> since 1.6 (https://github.com/pytorch/pytorch/blob/v2.6.0/torch/serialization.py, <c>_save</c>): a pickle
/// <c>data.pkl</c>, a file <c>data/KEY</c> for each storage, and <c>byteorder</c>, all in one folder.
/// </summary>
internal static class TorchArchive
{
    private const string PickleName = "data.pkl", OrderName = "byteorder", LittleEndian = "little";

    /// <summary>Reads the pickle and finds the storages.</summary>
    /// <exception cref="CheckpointException">The archive is damaged, or its pickle holds more than tensors and plain data.</exception>
    public static PickledTensors Read(MappedFile file)
    {
        var zip = ZipDirectory.Read(file);
        var pickles = zip.Names.Where(name => name.EndsWith($"/{PickleName}", StringComparison.Ordinal)).ToList();
        if (pickles is not [var pickle]) throw new CheckpointException($"{file.Path}: is a zip archive with {pickles.Count} files {PickleName}; expected one, as torch.save writes it.");
        var folder = pickle[..^PickleName.Length];
        if (zip.Find(folder + OrderName) is { } order && Encoding.UTF8.GetString(All(file, zip, folder + OrderName, order)) is var found and not LittleEndian)
            throw new CheckpointException($"{file.Path}: {folder}{OrderName}: found {PickleWords.Of(found)}; expected '{LittleEndian}'.");

        var content = All(file, zip, pickle, zip.Find(pickle)!.Value);
        var machine = new PickleMachine(new PickleBytes(
            (target, offset) => content.AsSpan((int)offset, target.Length).CopyTo(target), 0, content.Length, $"{file.Path}: {pickle}"),
            key => zip.Has($"{folder}data/{key}"));
        var root = machine.Read();
        var places = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        foreach (var storage in machine.Storages.Values)
        {
            var name = $"{folder}data/{storage.Key}";
            var entry = zip.Find(name) ?? throw new CheckpointException($"{file.Path}: has no '{name}', a storage that {pickle} names.");
            if (entry.Length != storage.Bytes)
                throw new CheckpointException($"{file.Path}: '{name}' has {entry.Length} bytes; expected {storage.Bytes}, {storage.Count} of {storage.Type}.");
            places.Add(storage.Key, entry);
        }
        return new PickledTensors(root, places, zip);
    }

    private static byte[] All(MappedFile file, ZipDirectory zip, string name, ZipEntry entry)
    {
        if (entry.Length > PickledTensors.LongestPickle) throw new CheckpointException($"{file.Path}: '{name}' has {entry.Length} bytes; expected at most {PickledTensors.LongestPickle}.");
        var bytes = new byte[entry.Length];
        if (entry.Packed is null)
        {
            file.ReadExactly(bytes, entry.Start);
            return bytes;
        }
        try
        {
            using var stream = zip.Unpack(entry);
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (InvalidDataException e)
        {
            throw new CheckpointException($"{file.Path}: '{name}' cannot be unpacked: {e.Message}", e);
        }
    }
}
