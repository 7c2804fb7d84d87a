using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Cli;

/// <summary>Names and shapes of a published family at a tiny size: width 32, 4 heads of 8, two layers, 50 words.</summary>
internal sealed class FamilyCheckpoint
{
    public const int Width = 32, Inner = 48, Words = 50, LayerCount = 2;

    private readonly Dictionary<string, long[]> shapes = new(StringComparer.Ordinal);

    public FamilyCheckpoint Tensor(string name, params long[] shape)
    {
        shapes[name] = shape;
        return this;
    }

    public FamilyCheckpoint Linear(string path, long outputs, long inputs, bool bias = true)
    {
        shapes[$"{path}.weight"] = [outputs, inputs];
        if (bias) shapes[$"{path}.bias"] = [outputs];
        return this;
    }

    public FamilyCheckpoint Norm(string path, bool bias = true)
    {
        shapes[$"{path}.weight"] = [Width];
        if (bias) shapes[$"{path}.bias"] = [Width];
        return this;
    }

    /// <param name="path">Of a layer, with <c>#</c> for its number.</param>
    /// <param name="add">Adds the modules of one layer below a path.</param>
    public FamilyCheckpoint Layers(string path, Action<FamilyCheckpoint, string> add)
    {
        for (var layer = 0; layer < LayerCount; layer++) add(this, path.Replace("#", $"{layer}", StringComparison.Ordinal));
        return this;
    }

    /// <summary>Query, key, value, output and feed-forward under BERT's names, without norms.</summary>
    public static void BertLayer(FamilyCheckpoint checkpoint, string at) => checkpoint
        .Linear($"{at}.attention.self.query", Width, Width).Linear($"{at}.attention.self.key", Width, Width).Linear($"{at}.attention.self.value", Width, Width)
        .Linear($"{at}.attention.output.dense", Width, Width).Linear($"{at}.intermediate.dense", Inner, Width).Linear($"{at}.output.dense", Width, Inner);

    /// <summary>Writes <c>config.json</c> and weights of zero.</summary>
    public void Write(string folder, string config)
    {
        using var scope = NewDisposeScope();
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonNode.Parse(config)!.ToJsonString());
        SafeTensorsWriter.Write(Path.Combine(folder, "model.safetensors"), shapes.Select(tensor => (tensor.Key, zeros(tensor.Value))));
    }
}
