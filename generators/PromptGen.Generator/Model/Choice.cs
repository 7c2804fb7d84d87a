namespace PromptGen.Generator.Model;

/// <summary>What the schema fixes, or leaves to an option.</summary>
/// <param name="Fixed">What it is where no option chooses.</param>
/// <param name="Option">The option that chooses; null: none does.</param>
internal sealed record Choice<T>(T Fixed, string? Option);
