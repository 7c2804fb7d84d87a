using System.Text.Json;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>
/// Weights in several files beside an index that maps each tensor to its file (https://huggingface.co/docs/transformers/big_models):
/// <c>*.safetensors.index.json</c> for safetensors, any other <c>*.index.json</c> for what <c>torch.save</c> wrote.
/// </summary>
public sealed class ShardedWeights : IWeightsFile
{
    private const string MapKey = "weight_map";

    private readonly IReadOnlyList<IWeightsFile> shards;
    private readonly Dictionary<string, IWeightsFile> byName = new(StringComparer.Ordinal);

    private ShardedWeights(string path, IReadOnlyList<IWeightsFile> shards)
    {
        (Path, this.shards) = (path, shards);
        Tensors = [.. shards.SelectMany(shard => shard.Tensors)];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Opens the index and all its files, and checks that each holds exactly what the index says.</summary>
    /// <param name="path">The index.</param>
    /// <exception cref="CheckpointException">The index or one of its files cannot be read, or they contradict each other.</exception>
    public static ShardedWeights Open(string path)
    {
        var map = ReadMap(path);
        var opened = new List<IWeightsFile>();
        try
        {
            foreach (var shard in map.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) opened.Add(OpenShard(path, shard));
            var weights = new ShardedWeights(path, opened);
            weights.Check(map);
            return weights;
        }
        catch
        {
            foreach (var shard in opened) shard.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public StoredTensor? Find(string name) => byName.GetValueOrDefault(name)?.Find(name);

    /// <inheritdoc/>
    public Tensor Read(string name) => (byName.GetValueOrDefault(name) ?? throw this.HasNo(name)).Read(name);

    /// <summary>Closes the files; tensors that were read stay valid.</summary>
    public void Dispose()
    {
        foreach (var shard in shards) shard.Dispose();
    }

    private static IWeightsFile OpenShard(string index, string name)
    {
        // Anything but a plain name could lead out of the folder.
        if (name.Length == 0 || name.AsSpan().ContainsAny('/', '\\', ':') || name is "." or ".." || name.Any(char.IsControl))
            throw new CheckpointException($"{index}: '{MapKey}' names the file {JsonSerializer.Serialize(name)}; expected the name of a file in the same folder.");
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(index) ?? "", name);
        if (!File.Exists(path)) throw new CheckpointException($"{index}: '{MapKey}' names the file '{name}', which is not in the folder.");
        return index.EndsWith(WeightsFile.SafeTensorsEnding + WeightsFile.IndexEnding, StringComparison.Ordinal) ? SafeTensorsFile.Open(path) : PickleFile.Open(path);
    }

    private void Check(Dictionary<string, string> map)
    {
        foreach (var shard in shards)
        {
            var file = System.IO.Path.GetFileName(shard.Path);
            foreach (var tensor in shard.Tensors)
            {
                if (!map.TryGetValue(tensor.Name, out var said)) throw new CheckpointException($"{Path}: '{MapKey}' does not name '{tensor.Name}', which {file} holds.");
                if (said != file) throw new CheckpointException($"{Path}: '{MapKey}' has '{tensor.Name}' in {said}, and {file} holds one too; expected it once.");
                byName.Add(tensor.Name, shard);
            }
        }
        foreach (var (name, file) in map)
            if (!byName.ContainsKey(name)) throw new CheckpointException($"{Path}: '{MapKey}' has '{name}' in {file}, which holds no such tensor.");
    }

    private static Dictionary<string, string> ReadMap(string path) => JsonRoot.Read(path, CheckpointFile.Index, root => Map(root, path));

    private static Dictionary<string, string> Map(JsonElement index, string path)
    {
        if (!index.TryGetProperty(MapKey, out var entries)) throw new CheckpointException($"{path}: has no '{MapKey}'; expected an object of tensor and file names.");
        if (entries.ValueKind != JsonValueKind.Object) throw new CheckpointException($"{path}: '{MapKey}' is {entries.InWords()}; expected an object of tensor and file names.");
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String) throw new CheckpointException($"{path}: '{MapKey}' has '{entry.Name}' in {entry.Value.InWords()}; expected the name of a file.");
            map.Add(entry.Name, entry.Value.GetString()!);
        }
        return map;
    }
}
