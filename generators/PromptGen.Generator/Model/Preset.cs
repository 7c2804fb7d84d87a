namespace PromptGen.Generator.Model;

/// <summary>Published sizes, with what options and rates they were published.</summary>
/// <param name="Exact">The number of parameters that its author counted; checked.</param>
/// <param name="Published">The figure that its publishers give.</param>
/// <param name="Note">Why the two differ, where they do.</param>
internal sealed record Preset(
    string Name,
    EquatableArray<PresetSize> Sizes,
    EquatableArray<PresetOption> Options,
    EquatableArray<PresetRate> Rates,
    long Exact,
    Spot ExactAt,
    string Published,
    Spot PublishedAt,
    string Source,
    string? Note,
    Spot At);

/// <summary>One size of a preset.</summary>
internal sealed record PresetSize(string Name, long Value, Spot At);

/// <summary>One option of a preset.</summary>
/// <param name="Text">As in <c>config.json</c>.</param>
/// <param name="Members">What that means.</param>
internal sealed record PresetOption(string Name, string Text, EquatableArray<string> Members);

/// <summary>One rate of a preset.</summary>
/// <param name="Number">Its digits.</param>
internal sealed record PresetRate(string Name, string Number);
