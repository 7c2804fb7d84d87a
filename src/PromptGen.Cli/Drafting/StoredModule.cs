using PromptGen.Checkpoints;

namespace PromptGen.Cli.Drafting;

/// <summary>A module as a checkpoint's names show it.</summary>
/// <param name="Path">Its path in the checkpoint; in a layer, below the layer.</param>
/// <param name="Weight">The shape of its weight.</param>
/// <param name="HasBias">Whether there is a bias beside the weight.</param>
internal sealed record StoredModule(string Path, IReadOnlyList<long> Weight, bool HasBias)
{
    /// <summary>Other names of weight and bias, from the time before PyTorch had a layer norm.</summary>
    public static readonly IReadOnlyDictionary<string, string> Aliases = new Dictionary<string, string> { ["gamma"] = "weight", ["beta"] = "bias" };

    /// <summary>Whether it maps vectors of one width to those of another.</summary>
    public bool IsLinear(long outputs, long inputs) => Weight.Count == 2 && Weight[0] == outputs && Weight[1] == inputs;

    /// <summary>A norm has a weight for each number of a vector.</summary>
    public bool IsNorm => Weight.Count == 1;

    /// <summary>The modules of some tensors, in the order of the first tensor of each, and the names of tensors that are neither weight nor bias.</summary>
    /// <param name="tensors">What a checkpoint holds.</param>
    public static (IReadOnlyList<StoredModule> Modules, IReadOnlyList<StoredTensor> Loose) Of(IReadOnlyList<StoredTensor> tensors)
    {
        var parts = tensors.Select(tensor => (Tensor: tensor, Split: Split(tensor.Name))).ToList();
        var weights = parts.Where(part => part.Split.Part == "weight").Select(part => part.Split.Path).ToHashSet();
        var biased = parts.Where(part => part.Split.Part == "bias").Select(part => part.Split.Path).ToHashSet();
        var modules = parts.Where(part => part.Split.Part == "weight").Select(part => new StoredModule(part.Split.Path, part.Tensor.Shape, biased.Contains(part.Split.Path))).ToList();
        var loose = parts.Where(part => part.Split.Part == "" || !weights.Contains(part.Split.Path)).Select(part => part.Tensor).ToList();
        return (modules, loose);
    }

    /// <summary>The module of a tensor, and which of its tensors it is; no part: it is none of a module.</summary>
    public static (string Path, string Part) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        var (path, part) = dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
        part = Aliases.GetValueOrDefault(part, part);
        return part is "weight" or "bias" ? (path, part) : (name, "");
    }
}
