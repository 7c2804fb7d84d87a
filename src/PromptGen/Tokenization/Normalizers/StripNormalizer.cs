namespace PromptGen.Tokenization.Normalizers;

/// <summary>Drops whitespace at the ends.</summary>
/// <param name="Left">At the beginning.</param>
/// <param name="Right">At the end.</param>
internal sealed record StripNormalizer(bool Left, bool Right) : ITextNormalizer
{
    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text)
    {
        var (start, end) = (0, text.Text.Length);
        while (Left && start < end && char.IsWhiteSpace(text.Text[start])) start++;
        while (Right && end > start && char.IsWhiteSpace(text.Text[end - 1])) end--;
        return new TextStretch(text, start, end).ToText();
    }
}
