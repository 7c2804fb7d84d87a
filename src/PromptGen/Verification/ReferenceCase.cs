using System.Text.Json;
using PromptGen.Checkpoints;
using PromptGen.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Verification;

/// <summary>
/// A model with recorded inputs, outputs, gradients and training steps: a folder with <c>config.json</c>, <c>model.safetensors</c>,
/// <c>io.safetensors</c> and <c>meta.json</c>. What its variants are is read from their tensors and their trainable names.
/// </summary>
internal sealed class ReferenceCase : IDisposable
{
    private const string TensorFile = "io.safetensors", DescriptionFile = "meta.json";

    private readonly SafeTensorsFile io;
    private readonly JsonElement meta;

    private ReferenceCase(string folder)
    {
        Folder = folder;
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var path = Path.Combine(folder, DescriptionFile);
        try
        {
            meta = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{path}({e.LineNumber + 1},{e.BytePositionInLine + 1}): is not JSON: {e.Message}", e);
        }
        io = SafeTensorsFile.Open(Path.Combine(folder, TensorFile));
        Names = [.. io.Tensors.Select(t => t.Name)];
    }

    /// <summary>The names of all recorded tensors.</summary>
    public IReadOnlyList<string> Names { get; }

    public string Folder { get; }

    public string Name { get; }

    /// <summary>The folder's cases, itself included, sorted by path.</summary>
    public static IEnumerable<string> Under(string folder) =>
        Directory.EnumerateFiles(folder, DescriptionFile, SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(found => File.Exists(Path.Combine(found, TensorFile)))
            .Order(StringComparer.Ordinal);

    public static ReferenceCase Open(string folder) => new(folder);

    /// <summary>The head's task; null: one that this version has no head for.</summary>
    public HeadTask? Task => TaskName switch
    {
        "seq_cls" => HeadTask.SequenceClassification,
        "tok_cls" => HeadTask.TokenClassification,
        _ => null,
    };

    public string TaskName => meta.TryGetProperty("task", out var task) ? task.GetString() ?? "" : "";

    public int LabelCount => meta.GetProperty("num_labels").GetInt32();

    /// <summary>The prompted layers, ascending; null: all.</summary>
    public int[]? PrefixLayers => meta.TryGetProperty("prefix_layers", out var layers) ? [.. layers.EnumerateArray().Select(l => l.GetInt32())] : null;

    /// <summary>The variants: members of the description that are objects with a class.</summary>
    public IEnumerable<ReferenceVariant> Variants =>
        from member in meta.EnumerateObject()
        where member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("class", out _)
        select new ReferenceVariant(this, member.Name, member.Value);

    public bool Has(string name) => io.Find(name) is not null;

    public Tensor Read(string name) => io.Read(name);

    /// <param name="batch">0 or 1.</param>
    /// <param name="name">Such as <c>input_ids</c>.</param>
    public Tensor? Input(int batch, string name) => Has($"inputs{batch}.{name}") ? Read($"inputs{batch}.{name}") : null;

    public void Dispose() => io.Dispose();
}
