namespace PromptGen.Checkpoints;

/// <summary>One tensor as a file of weights describes it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">Its element type as the safetensors format spells it, such as <c>F32</c>.</param>
/// <param name="Shape">Its axes; none: a single number.</param>
public record StoredTensor(string Name, string Type, IReadOnlyList<long> Shape)
{
    /// <summary>Type and shape, such as <c>F32 [3, 4]</c>.</summary>
    public sealed override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
}
