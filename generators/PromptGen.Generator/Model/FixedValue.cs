namespace PromptGen.Generator.Model;

/// <summary>A config value that the encoder takes for granted.</summary>
/// <param name="Value">Its JSON text, a string without quotes.</param>
internal sealed record FixedValue(string Config, string Value, Spot At);
