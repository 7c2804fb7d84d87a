namespace PromptGen.Generator.Model;

/// <summary>Published sizes.</summary>
/// <param name="Exact">The number of parameters that its author counted; checked.</param>
/// <param name="Published">The figure that its publishers give.</param>
/// <param name="Note">Why the two differ, where they do.</param>
internal sealed record Preset(
    string Name, EquatableArray<PresetSize> Sizes, long Exact, Spot ExactAt, string Published, string Source, string? Note, Spot At);

/// <summary>One size of a preset.</summary>
internal sealed record PresetSize(string Name, long Value, Spot At);
