namespace PromptGen.Reports;

/// <summary>A part of the encoder, with the parts inside it, in the order of the module.</summary>
/// <param name="Name">Its name, such as <c>attention</c>; of parts that are alike, which they are, such as <c>layers 0–11</c>.</param>
/// <param name="Count">How many such parts follow each other.</param>
/// <param name="Shapes">The tensors of one of them, in words, such as <c>[256, 256]</c> and <c>bias [256]</c>.</param>
/// <param name="Parameters">The numbers in all of them.</param>
/// <param name="Parts">Inside one of them.</param>
public sealed record EncoderPart(string Name, int Count, IReadOnlyList<string> Shapes, long Parameters, IReadOnlyList<EncoderPart> Parts)
{
    /// <summary>What a prefix brings into it, in words; null: none enters here.</summary>
    public string? Prefix { get; init; }
}
