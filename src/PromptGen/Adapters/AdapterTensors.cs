using PromptGen.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Adapters;

/// <summary>The tensors of an adapter folder, and their names, which are PEFT's. Nothing else opens their file, or says which it is.</summary>
internal static class AdapterTensors
{
    public const string FileName = "adapter_model.safetensors";
    public const string Prefix = "prompt_embeddings";
    public const string HeadRoot = "base_model.";

    /// <summary>What older versions of PEFT wrote, and newer ones with <c>safe_serialization=False</c>.</summary>
    private const string PickleName = "adapter_model.bin";

    /// <summary>The file that holds them: as in PEFT the pickle only where there is no <see cref="FileName"/>.</summary>
    /// <param name="folder">The adapter.</param>
    public static string PathIn(string folder)
    {
        var (path, pickle) = (Path.Combine(folder, FileName), Path.Combine(folder, PickleName));
        return File.Exists(pickle) && !File.Exists(path) ? pickle : path;
    }

    /// <summary>The name of the file that <see cref="PathIn"/> leaves aside; or null.</summary>
    /// <param name="folder">The adapter.</param>
    public static string? PassedBy(string folder) =>
        File.Exists(Path.Combine(folder, FileName)) && File.Exists(Path.Combine(folder, PickleName)) ? PickleName : null;

    /// <summary>Copies them out of their file, so that it may be replaced while the adapter is in use; F16, BF16 and F64 become float32.</summary>
    /// <param name="folder">The adapter.</param>
    /// <exception cref="AdapterException">The file is absent or damaged, or holds what is no weight.</exception>
    public static Dictionary<string, Tensor> Read(string folder)
    {
        var path = PathIn(folder);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            using var file = WeightsFile.Open(path);
            foreach (var tensor in file.Tensors)
                tensors.Add(tensor.Name, ElementType.IsFloating(tensor.Type)
                    ? Copy(file, tensor.Name)
                    : throw new AdapterException($"{path}: '{tensor.Name}' is {tensor}; an adapter's tensors are F32, F16, BF16 or F64."));
            return tensors;
        }
        catch (Exception e)
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
            if (e is CheckpointException) throw new AdapterException(e.Message, e);
            throw;
        }
    }

    /// <summary>Whether a card speaks of all that is there.</summary>
    /// <exception cref="AdapterException">There is a prefix or a head that it says nothing of.</exception>
    public static void Check(string folder, AdapterCard card, IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (card.PrefixLength == 0 && tensors.ContainsKey(Prefix))
            throw new AdapterException($"{PathIn(folder)}: holds '{Prefix}', and 'prefixLength' in {CardFile.Name} is 0.");
        if (card.Head is null && tensors.Keys.FirstOrDefault(name => name.StartsWith(HeadRoot, StringComparison.Ordinal)) is { } head)
            throw new AdapterException($"{PathIn(folder)}: holds '{head}', and 'head' in {CardFile.Name} is null.");
    }

    /// <summary>Writes them as PEFT does.</summary>
    /// <param name="folder">The adapter.</param>
    /// <param name="prefix">[P, columns], or null.</param>
    /// <param name="head">The head's tensors under the names of its form.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string folder, Tensor? prefix, IEnumerable<(string Name, Tensor Tensor)> head)
    {
        var tensors = head.Select(tensor => (HeadRoot + tensor.Name, tensor.Tensor));
        SafeTensorsWriter.Write(Path.Combine(folder, FileName), prefix is null ? tensors : tensors.Prepend((Prefix, prefix)),
            new Dictionary<string, string> { ["format"] = "pt" });
    }

    private static Tensor Copy(IWeightsFile file, string name)
    {
        using var view = file.Read(name);
        return view.to(ScalarType.Float32, copy: true).DetachFromDisposeScope();
    }
}
