namespace PromptGen.Generator.Model;

/// <summary>A named token id.</summary>
/// <param name="Default">Null: the key must be there.</param>
internal sealed record TokenId(string Name, string Config, long? Default, Spot At)
{
    /// <summary>Other keys under which a <c>config.json</c> may have it.</summary>
    public EquatableArray<string> OtherKeys { get; init; } = [];
}
