using PromptGen.Checkpoints;
using PromptGen.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Adapters;

/// <summary>
/// The tensors of an adapter folder, and their names, which are PEFT's. Nothing else opens their file, or says which it is. The file is mapped, so
/// a tensor that nobody asks for costs nothing, however large it is.
/// </summary>
internal sealed class AdapterTensors : IDisposable
{
    public const string FileName = "adapter_model.safetensors";
    public const string Prefix = "prompt_embeddings";
    public const string HeadRoot = "base_model.";

    /// <summary>What older versions of PEFT wrote, and newer ones with <c>safe_serialization=False</c>.</summary>
    private const string PickleName = "adapter_model.bin";

    private readonly IWeightsFile file;
    private readonly Dictionary<string, Tensor> read = new(StringComparer.Ordinal);
    private readonly Lock reading = new();

    private AdapterTensors(IWeightsFile file) => this.file = file;

    /// <summary>Their names, types and shapes.</summary>
    public IReadOnlyList<StoredTensor> All => file.Tensors;

    /// <summary>Where they lie.</summary>
    public string Path => file.Path;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => file.Tensors.Select(tensor => tensor.Name);

    /// <summary>The file that holds them: as in PEFT the pickle only where there is no <see cref="FileName"/>.</summary>
    /// <param name="folder">The adapter.</param>
    public static string PathIn(string folder)
    {
        var (path, pickle) = (FileSet.PathOf(folder, FileName), System.IO.Path.Combine(folder, PickleName));
        return File.Exists(pickle) && !File.Exists(path) ? pickle : path;
    }

    /// <summary>The name of the file that <see cref="PathIn"/> leaves aside; or null.</summary>
    /// <param name="folder">The adapter.</param>
    public static string? PassedBy(string folder) =>
        File.Exists(FileSet.PathOf(folder, FileName)) && File.Exists(System.IO.Path.Combine(folder, PickleName)) ? PickleName : null;

    /// <summary>Opens their file, which may be replaced meanwhile, but not overwritten.</summary>
    /// <param name="folder">The adapter.</param>
    /// <exception cref="AdapterException">The file is absent or damaged, or holds what is no weight.</exception>
    public static AdapterTensors Open(string folder)
    {
        var path = PathIn(folder);
        IWeightsFile? file = null;
        try
        {
            file = WeightsFile.Open(path);
            return file.Tensors.FirstOrDefault(tensor => !ElementType.IsFloating(tensor.Type)) is not { } other
                ? new AdapterTensors(file)
                : throw new AdapterException($"{path}: '{other.Name}' is {other}; an adapter's tensors are F32, F16, BF16 or F64.");
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is CheckpointException) throw new AdapterException(e.Message, e);
            throw;
        }
    }

    /// <summary>Name, type and shape of a tensor, or null.</summary>
    public StoredTensor? Find(string name) => file.Find(name);

    /// <summary>A tensor as it is stored, or null. It stays this object's.</summary>
    /// <exception cref="AdapterException">It cannot be read.</exception>
    public Tensor? Stored(string name)
    {
        lock (reading)
        {
            if (file.Find(name) is null) return null;
            if (read.TryGetValue(name, out var tensor)) return tensor;
            try
            {
                // The caller's dispose scope may end before this object does.
                tensor = file.Read(name).DetachFromDisposeScope();
            }
            catch (CheckpointException e)
            {
                throw new AdapterException(e.Message, e);
            }
            read.Add(name, tensor);
            return tensor;
        }
    }

    /// <summary>Whether a card speaks of all that is there.</summary>
    /// <exception cref="AdapterException">There is a prefix or a head that it says nothing of.</exception>
    public void Check(AdapterCard card)
    {
        if (card.PrefixLength == 0 && Find(Prefix) is not null)
            throw new AdapterException($"{Path}: holds '{Prefix}', and 'prefixLength' in {CardFile.Name} is 0.");
        if (card.Head is null && Names.FirstOrDefault(name => name.StartsWith(HeadRoot, StringComparison.Ordinal)) is { } head)
            throw new AdapterException($"{Path}: holds '{head}', and 'head' in {CardFile.Name} is null.");
    }

    /// <summary>Writes them as PEFT does.</summary>
    /// <param name="folder">The adapter.</param>
    /// <param name="prefix">[P, columns], or null.</param>
    /// <param name="head">The head's tensors under the names of its form.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string folder, Tensor? prefix, IEnumerable<(string Name, Tensor Tensor)> head)
    {
        var tensors = head.Select(tensor => (HeadRoot + tensor.Name, tensor.Tensor));
        SafeTensorsWriter.Write(System.IO.Path.Combine(folder, FileName), prefix is null ? tensors : tensors.Prepend((Prefix, prefix)),
            new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (reading)
        {
            foreach (var tensor in read.Values) tensor.Dispose();
            read.Clear();
            file.Dispose();
        }
    }
}
