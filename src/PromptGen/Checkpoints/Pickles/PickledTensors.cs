namespace PromptGen.Checkpoints.Pickles;

/// <summary>What <c>torch.save</c> put into a file: a value, and where the storages lie that its tensors view.</summary>
/// <param name="Root">The value.</param>
/// <param name="Storages">The place of every storage, by key.</param>
/// <param name="Zip">What unpacks them, where the file is an archive.</param>
internal sealed record PickledTensors(object? Root, IReadOnlyDictionary<string, ZipEntry> Storages, ZipDirectory? Zip)
{
    /// <summary>No longer pickle is read: it stands for more tensors than any file has.</summary>
    public const long LongestPickle = 1 << 26;

    /// <summary>Under which names training scripts put the state dictionary beside other things: GLM's and DeepSpeed's, Lightning's, Megatron's.</summary>
    private static readonly string[] Wrappers = ["module", "state_dict", "model"];

    /// <summary>The tensors of the state dictionary, by name.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="CheckpointException">There are none.</exception>
    public Dictionary<string, PickleTensor> ByName(string path)
    {
        if (Root is not PickleDictionary dictionary)
            throw new CheckpointException($"{path}: holds {PickleWords.Of(Root)}; expected a dictionary of tensors.");
        var top = dictionary.ByName();
        var inner = Wrappers.Select(name => top.GetValueOrDefault(name)).OfType<PickleDictionary>().Select(Tensors).FirstOrDefault(tensors => tensors.Count > 0);
        var all = inner ?? Tensors(dictionary);
        if (all.Count > 0) return all;
        var names = string.Join(", ", top.Keys.Take(3).Select(PickleWords.Of));
        throw new CheckpointException($"{path}: holds a dictionary without tensors{(names.Length > 0 ? $", with {names}" : "")}; "
            + $"expected tensors in it, or in a dictionary named {string.Join(" or ", Wrappers.Select(name => $"'{name}'"))}.");
    }

    private static Dictionary<string, PickleTensor> Tensors(PickleDictionary dictionary)
    {
        var tensors = new Dictionary<string, PickleTensor>(StringComparer.Ordinal);
        foreach (var (name, value) in dictionary.ByName())
            if (value is PickleTensor tensor) tensors.Add(name, tensor);
        return tensors;
    }
}
