using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>Tensors under the names that models give their arguments.</summary>
public static class NamedTensors
{
    /// <summary>A tensor that must be there.</summary>
    /// <param name="tensor">The tensor of a name, or null.</param>
    /// <param name="name">Such as <c>input_ids</c>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Tensor Required(this Func<string, Tensor?> tensor, string name) =>
        tensor(name) ?? throw new ArgumentException($"There is no '{name}'.", nameof(tensor));
}
