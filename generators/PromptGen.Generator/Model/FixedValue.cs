namespace PromptGen.Generator.Model;

/// <summary>A config value that the encoder takes for granted.</summary>
/// <param name="Value">Its JSON text, a string without quotes; null: it is that of a size.</param>
/// <param name="Size">The size that it must equal; null: it is a value.</param>
/// <param name="Required">Whether the key must be there, because without it the value would be another.</param>
internal sealed record FixedValue(string Config, string? Value, string? Size, bool Required, Spot At)
{
    /// <summary>Whether the key must not be there, because any value would make another encoder.</summary>
    public bool Absent { get; init; }
}
