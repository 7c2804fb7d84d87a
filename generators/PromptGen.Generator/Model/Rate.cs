namespace PromptGen.Generator.Model;

/// <summary>A named rate or small number: dropout, epsilon.</summary>
/// <param name="Default">The digits as the schema writes them; null: the key must be there.</param>
internal sealed record Rate(string Name, string Config, string? Default, Spot At);
