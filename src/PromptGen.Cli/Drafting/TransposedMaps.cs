using PromptGen.Checkpoints;

namespace PromptGen.Cli.Drafting;

/// <summary>Matrices that are stored as [inputs, outputs], as GPT-2's Conv1D is; no schema says that.</summary>
internal static class TransposedMaps
{
    /// <summary>Names all of them. Shapes show those whose bias is as long as their columns; square ones are told by what stands around them.</summary>
    /// <param name="tensors">What a checkpoint holds.</param>
    /// <param name="stack">Its layers.</param>
    /// <returns>What is wrong with the checkpoint; null: no map is stored so.</returns>
    public static string? Find(IReadOnlyList<StoredTensor> tensors, LayerStack stack)
    {
        var biases = tensors.Where(tensor => StoredModule.Split(tensor.Name).Part == "bias" && tensor.Shape.Count == 1)
            .ToDictionary(tensor => StoredModule.Split(tensor.Name).Path, tensor => tensor.Shape[0]);
        var maps = (
            from tensor in tensors
            where tensor.Shape.Count == 2 && StoredModule.Split(tensor.Name).Part == "weight"
            select (Tensor: tensor, Bias: biases.TryGetValue(StoredModule.Split(tensor.Name).Path, out var length) ? length : (long?)null)).ToList();
        var transposed = maps.Where(map => map.Tensor.Shape is [var rows, var columns] && rows != columns && map.Bias == columns).Select(map => map.Tensor).ToList();
        if (transposed.Count == 0) return null;

        var first = transposed[0];
        var found = $"'{first.Name}' {first} has a bias of {first.Shape[1]}: it is stored as [inputs, outputs], as GPT-2's Conv1D is, and PromptGen reads [outputs, inputs]; ";
        var others = Named(transposed, stack).Where(name => name != stack.General(first.Name)).ToList();
        if (others.Count > 0) found += $"so {(others.Count == 1 ? "is" : "are")} {Listed(others)}; ";
        // What stands in the layers with them is stored likewise, unless a shape shows otherwise.
        var inLayers = maps.Where(map => stack.Holds(map.Tensor.Name)).ToList();
        var isMixed = inLayers.Any(map => map.Tensor.Shape is [var rows, var columns] && rows != columns && map.Bias == rows);
        var untold = Named(inLayers.Select(map => map.Tensor).Except(transposed), stack).Except(Named(transposed, stack)).ToList();
        if (!isMixed && untold.Count > 0)
            found += $"so {(untold.Count == 1 ? "is" : "are")}, by all that stands beside {(untold.Count == 1 ? "it" : "them")}, {Listed(untold)}, of which shapes do not tell; ";
        return found + "save the checkpoint with such weights transposed.";
    }

    private static IEnumerable<string> Named(IEnumerable<StoredTensor> tensors, LayerStack stack) => tensors.Select(tensor => stack.General(tensor.Name)).Distinct();

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
