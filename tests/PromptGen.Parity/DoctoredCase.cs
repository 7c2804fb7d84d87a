using System.Text.Json.Nodes;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Verification;
using static TorchSharp.torch;

namespace PromptGen.Parity;

/// <summary>A copy of a recorded case outside the repository, to be changed; gone after the test.</summary>
internal sealed class DoctoredCase : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("promptgen-");

    /// <param name="fixture">The name of a recorded case, or the folder of another.</param>
    /// <param name="name">What the copy is called; null: as the case is.</param>
    public DoctoredCase(string fixture, string? name = null)
    {
        Folder = parent.CreateSubdirectory(name ?? fixture).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.Fixture(fixture))) System.IO.File.Copy(file, File(Path.GetFileName(file)));
    }

    public string Folder { get; }

    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Changes <c>meta.json</c> (or another file of JSON).</summary>
    public DoctoredCase Describe(Action<JsonObject> change, string file = "meta.json")
    {
        var description = JsonNode.Parse(System.IO.File.ReadAllText(File(file)))!.AsObject();
        change(description);
        System.IO.File.WriteAllText(File(file), description.ToJsonString());
        return this;
    }

    /// <summary>Changes the tensors of <c>io.safetensors</c> (or another file of tensors).</summary>
    public DoctoredCase Record(Action<Dictionary<string, Tensor>> change, string file = "io.safetensors")
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using (var io = SafeTensorsFile.Open(File(file)))
            foreach (var tensor in io.Tensors) tensors.Add(tensor.Name, io.Read(tensor.Name).clone());
        change(tensors);
        SafeTensorsWriter.Write(File(file), tensors.Select(tensor => (tensor.Key, tensor.Value)));
        return this;
    }

    /// <summary>Gives a variant another name, in the description and in its tensors.</summary>
    public DoctoredCase Rename(string variant, string name) => Describe(meta =>
    {
        var description = meta[variant];
        meta.Remove(variant);
        meta.Add(name, description);
    }).Record(tensors =>
    {
        foreach (var (old, tensor) in tensors.Where(tensor => tensor.Key.StartsWith($"{variant}.", StringComparison.Ordinal)).ToList())
        {
            tensors.Remove(old);
            tensors.Add(name + old[variant.Length..], tensor);
        }
    });

    public IReadOnlyList<VariantReport> Verify(EncoderRegistry encoders) => [.. new Verifier(encoders).Run(parent.FullName)];

    public IReadOnlyList<VariantReport> Verify() => Verify(parent.FullName);

    public static IReadOnlyList<VariantReport> Verify(string folder) => [.. new Verifier(new EncoderRegistry(typeof(BertEncoder).Assembly)).Run(folder)];

    public void Dispose() => parent.Delete(recursive: true);
}
