namespace PromptGen.Tasks;

/// <summary>A sentence cut into words, and a label for each where it has them.</summary>
/// <param name="Words">The words, at least one.</param>
/// <param name="Labels">One for each word, as the file spells them; null: none.</param>
/// <param name="Source">Where it begins.</param>
public sealed record WordExample(IReadOnlyList<string> Words, IReadOnlyList<string>? Labels, SourceLine Source);
