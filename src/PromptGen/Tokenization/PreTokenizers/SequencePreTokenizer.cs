namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>Several steps: each cuts what the one before gives.</summary>
/// <param name="Steps">The steps.</param>
internal sealed record SequencePreTokenizer(IReadOnlyList<IPreTokenizer> Steps) : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<TextStretch> Split(TextStretch text) =>
        Steps.Aggregate<IPreTokenizer, IEnumerable<TextStretch>>(text.Length == 0 ? [] : [text], (words, step) => words.SelectMany(step.Split));

    public override string ToString() => string.Join(", ", Steps);
}
