namespace PromptGen.Generator.Model;

/// <summary>A config value that the encoder takes for granted.</summary>
/// <param name="Value">Its JSON text, a string without quotes; null: it is that of a size, or another form says what it is.</param>
/// <param name="Size">The size that it must equal; null: it is a value.</param>
/// <param name="Required">Whether the key must be there, because without it the value would be another.</param>
internal sealed record FixedValue(string Config, string? Value, string? Size, bool Required, Spot At)
{
    /// <summary>Which members the key's object may have, and no others; null: it is no object.</summary>
    public EquatableArray<string>? Members { get; init; }

    /// <summary>The kinds of layers with the words that name them in the key's list, which has one for each layer; null: it is no such list.</summary>
    public EquatableArray<KindWord>? Kinds { get; init; }

    /// <summary>Whether the key must not be there, because any value would make another encoder.</summary>
    public bool Absent { get; init; }
}

/// <summary>What a list of a <c>config.json</c> calls a kind of layer.</summary>
internal sealed record KindWord(string Kind, string Word);
