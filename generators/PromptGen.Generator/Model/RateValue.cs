namespace PromptGen.Generator.Model;

/// <summary>A rate where one is expected: by its name, or a number.</summary>
/// <param name="Name">Null: it is a number.</param>
/// <param name="Number">Its digits, as the schema writes them.</param>
internal sealed record RateValue(string? Name, string Number);
