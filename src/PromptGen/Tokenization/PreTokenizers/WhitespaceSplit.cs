namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>Cuts at whitespace, which goes.</summary>
internal sealed record WhitespaceSplit : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<TextStretch> Split(TextStretch text)
    {
        var word = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsWhiteSpace(text.Span[at])) continue;
            if (at > word) yield return text.Slice(word, at);
            word = at + 1;
        }
        if (text.Length > word) yield return text.Slice(word, text.Length);
    }
}
