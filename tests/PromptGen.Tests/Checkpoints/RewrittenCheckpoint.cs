using PromptGen.Checkpoints;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

/// <summary>A golden checkpoint, changed and written anew.</summary>
internal sealed class RewrittenCheckpoint : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="change">Gets the tensors by name and changes them.</param>
    /// <param name="config">Gets the text of config.json and gives another.</param>
    /// <param name="fixture">The case.</param>
    public RewrittenCheckpoint(Action<Dictionary<string, Tensor>>? change = null, Func<string, string>? config = null, string fixture = "bert_seq_cls")
    {
        using var scope = NewDisposeScope();
        using (var file = SafeTensorsFile.Open(Path.Combine(Repository.Fixture(fixture), "model.safetensors")))
        {
            var tensors = file.Tensors.ToDictionary(tensor => tensor.Name, tensor => file.Read(tensor.Name));
            change?.Invoke(tensors);
            SafeTensorsWriter.Write(Weights, tensors.Select(pair => (pair.Key, pair.Value)));
        }
        var text = File.ReadAllText(Path.Combine(Repository.Fixture(fixture), "config.json"));
        File.WriteAllText(Config, config?.Invoke(text) ?? text);
    }

    public string Folder => folder.Path;

    public string Weights => folder.At("model.safetensors");

    public string Config => folder.At("config.json");

    public void Dispose() => folder.Dispose();

    /// <summary>Gives every tensor another name; null drops it.</summary>
    public static Action<Dictionary<string, Tensor>> Rename(Func<string, string?> name) => tensors =>
    {
        var before = tensors.ToList();
        tensors.Clear();
        foreach (var (old, tensor) in before)
            if (name(old) is { } changed) tensors.Add(changed, tensor);
    };
}
