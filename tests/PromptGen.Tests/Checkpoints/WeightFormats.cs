using System.Text.Json;
using PromptGen.Checkpoints;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

/// <summary>The ways in which a checkpoint folder may hold its weights.</summary>
public enum WeightFormat
{
    SafeTensors,
    ShardedSafeTensors,
    Archive,
    DeflatedArchive,
    Legacy,
    ShardedArchives,
    ShardedLegacy,
}

/// <summary>A golden checkpoint in any of these ways.</summary>
internal static class WeightFormats
{
    public const int ShardCount = 3;

    public static TheoryData<WeightFormat> All => [.. Enum.GetValues<WeightFormat>()];

    /// <summary>Copies a recorded checkpoint.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="format">How its weights are stored.</param>
    /// <param name="fixture">The case.</param>
    public static void Write(TemporaryFolder folder, WeightFormat format, string fixture = "bert_seq_cls")
    {
        using var scope = NewDisposeScope();
        using var source = SafeTensorsFile.Open(Path.Combine(Repository.Fixture(fixture), "model.safetensors"));
        File.Copy(Path.Combine(Repository.Fixture(fixture), "config.json"), folder.At("config.json"));
        var tensors = source.Tensors.Select(tensor => (tensor.Name, source.Read(tensor.Name))).ToList();
        switch (format)
        {
            case WeightFormat.SafeTensors: SafeTensorsWriter.Write(folder.At("model.safetensors"), tensors); break;
            case WeightFormat.ShardedSafeTensors: Shard(folder, tensors, "model", "safetensors", SafeTensors); break;
            case WeightFormat.Archive: TorchFile.Save(folder.At("pytorch_model.bin"), tensors, TorchFormat.Archive); break;
            case WeightFormat.DeflatedArchive: TorchFile.Save(folder.At("pytorch_model.bin"), tensors, TorchFormat.DeflatedArchive); break;
            case WeightFormat.Legacy: TorchFile.Save(folder.At("pytorch_model.bin"), tensors, TorchFormat.Legacy, "module"); break;
            case WeightFormat.ShardedArchives: Shard(folder, tensors, "pytorch_model", "bin", (path, part) => TorchFile.Save(path, part, TorchFormat.Archive)); break;
            default: Shard(folder, tensors, "pytorch_model", "bin", (path, part) => TorchFile.Save(path, part, TorchFormat.Legacy)); break;
        }
    }

    private static void SafeTensors(string path, IEnumerable<(string Name, Tensor Tensor)> tensors) => SafeTensorsWriter.Write(path, tensors);

    private static void Shard(
        TemporaryFolder folder, List<(string Name, Tensor Tensor)> tensors, string stem, string ending, Action<string, IEnumerable<(string Name, Tensor Tensor)>> write)
    {
        var map = new Dictionary<string, string>();
        for (var i = 0; i < ShardCount; i++)
        {
            var name = $"{stem}-{i + 1:00000}-of-{ShardCount:00000}.{ending}";
            var part = tensors.Where((_, index) => index % ShardCount == i).ToList();
            foreach (var (tensor, _) in part) map.Add(tensor, name);
            write(folder.At(name), part);
        }
        File.WriteAllText(folder.At($"{stem}.{ending}.index.json"),
            JsonSerializer.Serialize(new Dictionary<string, object> { ["metadata"] = new Dictionary<string, int> { ["total_size"] = 1 }, ["weight_map"] = map }));
    }
}
