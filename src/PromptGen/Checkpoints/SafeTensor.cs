namespace PromptGen.Checkpoints;

/// <summary>One tensor as the header of a safetensors file describes it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">Its element type as the format spells it, such as <c>F32</c>.</param>
/// <param name="Shape">Its axes; none: a single number.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record SafeTensor(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End) : StoredTensor(Name, Type, Shape);
