namespace PromptGen.Encoders.Outlines;

/// <summary>A tensor of weights.</summary>
/// <param name="Name">Within its part, such as <c>weight</c>.</param>
/// <param name="Shape">Its shape.</param>
public sealed record OutlinedTensor(string Name, IReadOnlyList<long> Shape)
{
    /// <summary>How many numbers it holds.</summary>
    public long Parameters => Shape.Aggregate(1L, (product, size) => product * size);
}
