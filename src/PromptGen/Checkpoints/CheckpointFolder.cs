using PromptGen.Encoders;
using PromptGen.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>
/// A Hugging Face checkpoint folder: <c>config.json</c> and weights, in one file or several, safetensors or what <c>torch.save</c> wrote.
/// </summary>
public static class CheckpointFolder
{
    private const string ConfigName = "config.json";

    /// <summary>The names under which the weights may lie, the first that is there counts.</summary>
    private static readonly string[] WeightsNames =
        ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"];

    /// <summary>Reads the folder's <c>config.json</c>, whose <see cref="ConfigJson.ModelType"/> tells which encoder the folder needs.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">There is no folder, no such file, or it is not a JSON object.</exception>
    public static ConfigJson ReadConfig(string folder) => Directory.Exists(folder)
        ? ConfigJson.Read(Path.Combine(folder, ConfigName))
        : throw new CheckpointException($"{folder}: there is no such folder; expected one with config.json and weights.");

    /// <summary>
    /// Reads the head of a fine-tuned checkpoint. Its names are those of a head of that form
    /// (<see cref="Head{TEncoder}.Parameters"/>), its types float32; the caller owns the tensors.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="form">The form of the head.</param>
    /// <returns>Weights [outputs, inputs] and biases [outputs] by name; null where the checkpoint has nothing of such a head, empty where such a head has none of its own.</returns>
    /// <exception cref="CheckpointException">The checkpoint has half of such a head, or tensors that do not fit together.</exception>
    public static IReadOnlyDictionary<string, Tensor>? ReadHead(string folder, HeadForm form)
    {
        using var file = OpenWeights(folder);
        string[] names = [.. form.TensorNames()];
        if (names.Length > 0 && names.All(name => file.Find(name) is null)) return null;
        if (names.FirstOrDefault(name => file.Find(name) is null) is { } absent)
            throw new CheckpointException($"{file.Path}: has no '{absent}'; expected it beside '{names.First(name => file.Find(name) is not null)}'.");
        foreach (var (layer, without) in new[] { (form.Dense, form.DenseWithoutBias), (form.Norm?.Path, form.Norm is { WithoutBias: true }), (form.Output, form.OutputWithoutBias) })
            if (without && layer is not null && file.Find($"{layer}.bias") is not null)
                throw new CheckpointException($"{file.Path}: has '{layer}.bias', and the form of head that was asked for has no such bias.");
        foreach (var layer in new[] { form.Dense, form.Output })
            if (layer is not null) CheckLinear(file, file.Find($"{layer}.weight")!, names.Contains($"{layer}.bias") ? file.Find($"{layer}.bias") : null);
        return names.ToDictionary(name => name, name => ReadFloat32(file, name), StringComparer.Ordinal);
    }

    /// <summary>Whether a folder holds the configuration or the weights of a checkpoint.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsCheckpoint(string folder) => WeightsNames.Prepend(ConfigName).Any(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Opens the folder's weights, whatever they belong to.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The caller disposes of it.</returns>
    /// <exception cref="CheckpointException">There are none, or they are damaged.</exception>
    public static IWeightsFile OpenWeights(string folder) => WeightsFile.Open(
        WeightsNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new CheckpointException($"{folder}: holds no weights; looked for {string.Join(", ", WeightsNames)}."));

    internal static Frozen<TEncoder> Open<TEncoder>(string folder, WeightPrecision precision) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var description = TEncoder.Description;
        var config = ReadConfig(folder);
        if (!description.ModelTypes.Contains(config.ModelType))
            throw new CheckpointException($"{config.Source}: 'model_type' is '{config.ModelType}'; a {description.Architecture} is "
                + $"{string.Join(" or ", description.ModelTypes.Select(type => $"'{type}'"))}.");
        using var file = OpenWeights(folder);

        var encoder = description.Create(config, new ConstructionToken { Source = config.Source, Named = LayersIn(file, description.Checkpoint) });
        try
        {
            var plan = WeightPlan.Make([.. encoder.named_parameters().Select(p => (p.name, p.parameter.shape))], encoder.LayerCount,
                description.Architecture, description.Checkpoint, config, file, precision);
            WeightAssignment.Fill(encoder, (name, _) =>
                !plan.Sources.TryGetValue(name, out var source) ? null
                : precision == WeightPrecision.AsStored ? file.Read(source.Name)
                : ReadFloat32(file, source.Name));
            return new Frozen<TEncoder>(encoder, plan.Report);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>How many layers the names in a file are of; null where none is of a layer.</summary>
    private static (string File, int Layers)? LayersIn(IWeightsFile file, CheckpointMap map)
    {
        var layers = map.Roots.Select(root => new CheckpointNames(map, root)).Max(names => file.Tensors.Max(tensor => names.Layer(tensor.Name) + 1));
        return layers is { } count ? (file.Path, count) : null;
    }

    private static void CheckLinear(IWeightsFile file, StoredTensor weight, StoredTensor? bias)
    {
        foreach (var tensor in new[] { weight, bias })
            if (tensor is not null && !ElementType.IsFloating(tensor.Type))
                throw new CheckpointException($"{file.Path}: '{tensor.Name}' is {tensor}; weights are F32, F16, BF16 or F64.");
        if (weight.Shape is not [var outputs, _])
            throw new CheckpointException($"{file.Path}: '{weight.Name}' is {weight}; expected two axes, [outputs, inputs].");
        if (bias is not null && (bias.Shape is not [var width] || width != outputs))
            throw new CheckpointException($"{file.Path}: '{bias.Name}' is {bias}; expected [{outputs}], as '{weight.Name}' is {weight}.");
    }

    private static Tensor ReadFloat32(IWeightsFile file, string name)
    {
        var tensor = file.Read(name);
        if (tensor.dtype == ScalarType.Float32) return tensor;
        using (tensor) return tensor.to(ScalarType.Float32);
    }
}
