namespace PromptGen.Generator.Model;

/// <summary>A named number that need not be whole: a rate (dropout, epsilon), or one of any other kind, such as the base of rotary positions.</summary>
/// <param name="What">What a message calls it: a rate, or a number.</param>
/// <param name="Default">The digits as the schema writes them; null: the key must be there.</param>
internal sealed record Rate(string What, string Name, string Config, string? Default, Spot At)
{
    /// <summary>Other keys under which a <c>config.json</c> may have it.</summary>
    public EquatableArray<string> OtherKeys { get; init; } = [];

    /// <summary>The number that an explicit null means; null: what an absent key means.</summary>
    public string? WhenNull { get; init; }
}
