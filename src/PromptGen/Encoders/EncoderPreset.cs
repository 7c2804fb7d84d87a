using PromptGen.Checkpoints;

namespace PromptGen.Encoders;

/// <summary>One published size of an encoder.</summary>
/// <param name="Name">The published name, such as <c>bert-base-uncased</c>.</param>
/// <param name="Parameters">The exact sum over the backbone's tensors, which the generator has checked.</param>
/// <param name="Published">The figure its authors give, such as <c>110M</c>.</param>
/// <param name="Json">The preset as the text of a <c>config.json</c>.</param>
public sealed record EncoderPreset(string Name, long Parameters, string Published, string Json)
{
    /// <summary>The preset as a <c>config.json</c>.</summary>
    public ConfigJson Config => ConfigJson.Parse(Json, Name);
}
