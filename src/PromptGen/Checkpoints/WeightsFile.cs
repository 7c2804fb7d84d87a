namespace PromptGen.Checkpoints;

/// <summary>Opens files of weights of every format, which the file's name tells.</summary>
public static class WeightsFile
{
    /// <summary>What the name of the one file of a format ends with, and the name of the index where there are several.</summary>
    internal const string SafeTensorsEnding = ".safetensors", IndexEnding = ".index.json";

    /// <summary>
    /// Opens <c>*.safetensors</c>, several files by their <c>*.index.json</c>, and by any other name what <c>torch.save</c> wrote
    /// (<c>pytorch_model.bin</c>, <c>adapter_model.bin</c>, <c>*.pt</c>).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It cannot be read, or is not sound.</exception>
    public static IWeightsFile Open(string path) =>
        path.EndsWith(IndexEnding, StringComparison.Ordinal) ? ShardedWeights.Open(path)
        : path.EndsWith(SafeTensorsEnding, StringComparison.Ordinal) ? SafeTensorsFile.Open(path)
        : PickleFile.Open(path);

    /// <summary>Some names and how many more, for errors.</summary>
    internal static string Names(IEnumerable<StoredTensor> tensors)
    {
        const int shown = 3;
        var all = tensors.Select(tensor => $"'{tensor.Name}'").ToList();
        if (all.Count == 0) return "none";
        return string.Join(", ", all.Take(shown)) + (all.Count > shown ? $" and {all.Count - shown} more" : "");
    }

    /// <summary>The error for a name that is not there.</summary>
    internal static CheckpointException HasNo(this IWeightsFile file, string name) =>
        new($"{file.Path}: has no tensor '{name}'; it has {Names(file.Tensors)}.");

    /// <summary>The error for a type that libtorch lacks.</summary>
    internal static CheckpointException Unreadable(this IWeightsFile file, StoredTensor tensor) =>
        new($"{file.Path}: '{tensor.Name}' is {tensor}; expected {ElementType.Readable}.");
}
