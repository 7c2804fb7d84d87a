using PromptGen.Checkpoints;
using PromptGen.Heads;
using static TorchSharp.torch;

namespace PromptGen.Verification;

/// <summary>
/// A model with recorded inputs, outputs, gradients and training steps: a folder with <c>config.json</c>, <c>model.safetensors</c>,
/// <c>io.safetensors</c> and <c>meta.json</c>. What its variants are is read from their tensors and their trainable names.
/// </summary>
internal sealed class ReferenceCase : IDisposable
{
    private const string TensorFile = "io.safetensors", DescriptionFile = "meta.json", WeightFile = "model.safetensors";

    private readonly SafeTensorsFile io;
    private readonly DescribedValue meta;

    private ReferenceCase(string folder)
    {
        Folder = folder;
        Name = NameOf(folder);
        meta = DescribedValue.Read(Path.Combine(folder, DescriptionFile));
        var described = meta.Members.Where(member => member.Value.IsObject && member.Value.Find("class") is not null).ToList();
        TaskName = meta.Find("task")?.Text ?? "";
        io = SafeTensorsFile.Open(Path.Combine(folder, TensorFile));

        // A name may begin with another and a dot; the longer one is meant.
        var owners = io.Tensors.Select(tensor => tensor.Name).ToLookup(tensor => described.Select(d => d.Name)
            .Where(variant => tensor.StartsWith($"{variant}.", StringComparison.Ordinal)).MaxBy(variant => variant.Length));
        Variants = [.. described.Select(d => new ReferenceVariant(this, d.Name, d.Value, [.. owners[d.Name].Select(name => name[(d.Name.Length + 1)..])]))];
        Undescribed = owners[null].Where(name => !name.StartsWith("inputs0.", StringComparison.Ordinal) && !name.StartsWith("inputs1.", StringComparison.Ordinal))
            .ToLookup(name => name.Split('.')[0]);
    }

    public string Folder { get; }

    public string Name { get; }

    /// <summary>The description's name of the task.</summary>
    public string TaskName { get; }

    /// <summary>The variants: members of the description that are objects with a class.</summary>
    public IReadOnlyList<ReferenceVariant> Variants { get; }

    /// <summary>Tensors that belong to no variant and no input, by the first segment of their names.</summary>
    public ILookup<string, string> Undescribed { get; }

    /// <summary>
    /// The folder's cases, itself included, sorted by path. A folder that has lost one of a case's own files is among them, so that
    /// opening it says so.
    /// </summary>
    public static IEnumerable<string> Under(string folder) =>
        Directory.EnumerateFiles(folder, TensorFile, SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(folder, DescriptionFile, SearchOption.AllDirectories)
                .Where(file => File.Exists(Path.Combine(Path.GetDirectoryName(file)!, WeightFile))))
            .Select(file => Path.GetDirectoryName(file)!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <exception cref="CheckpointException">The case's own files are absent or damaged.</exception>
    public static ReferenceCase Open(string folder) => new(folder);

    public static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    /// <summary>Members of the description that mean nothing and are no variants.</summary>
    public IEnumerable<string> UnknownMembers => meta.Members.Select(member => member.Name)
        .Where(name => !DescriptionMembers.OfCase.Contains(name) && Variants.All(variant => variant.Name != name));

    /// <summary>The head's task; null: one that this version has no head for.</summary>
    public RecordedTask? Task => TaskName switch
    {
        "seq_cls" or "cls" => RecordedTask.SequenceClassification,
        "tok_cls" => RecordedTask.TokenClassification,
        "qa" => RecordedTask.QuestionAnswering,
        "mc" => RecordedTask.MultipleChoice,
        "mlm" or "lm" => RecordedTask.LanguageModel,
        "single" => RecordedTask.SingleTokenCloze,
        "cloze" => RecordedTask.MultiTokenCloze,
        _ => null,
    };

    /// <summary>The labels that the description counts; null: it does not.</summary>
    public int? LabelCount => meta.Find("num_labels")?.Whole(1);

    /// <summary>The rows of every question, where inputs are [B, K, T]; else 1.</summary>
    public int ChoiceCount => Shape("inputs0.input_ids") is [_, var choices, _] ? (int)choices : 1;

    /// <summary>The prompted layers; null: all.</summary>
    public int[]? PrefixLayers => meta.Find("prefix_layers") is { } layers ? [.. layers.Items.Select(layer => layer.Whole(0))] : null;

    public Tensor Read(string name) => io.Read(name);

    /// <summary>The names of a batch's recorded inputs.</summary>
    /// <param name="batch">0 or 1.</param>
    public IEnumerable<string> Inputs(int batch) =>
        io.Tensors.Where(tensor => tensor.Name.StartsWith($"inputs{batch}.", StringComparison.Ordinal)).Select(tensor => tensor.Name["inputs0.".Length..]);

    /// <summary>A recorded input of the encoder; the choices of questions are rows like any other.</summary>
    /// <param name="batch">0 or 1.</param>
    /// <param name="name">Such as <c>input_ids</c>.</param>
    public Tensor? Input(int batch, string name) => Label(batch, name) is not { } input ? null
        : ChoiceCount > 1 ? input.flatten(0, 1) : input;

    /// <summary>A recorded tensor of a batch as it is.</summary>
    /// <param name="batch">0 or 1.</param>
    /// <param name="name">Such as <c>labels</c>.</param>
    public Tensor? Label(int batch, string name) => io.Find($"inputs{batch}.{name}") is { } input ? Read(input.Name) : null;

    private IReadOnlyList<long> Shape(string name) => io.Find(name)?.Shape ?? [];

    public void Dispose() => io.Dispose();
}
