using System.Text;

namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>Cuts at whitespace, which goes, and makes every punctuation character a word.</summary>
internal sealed record BertPreTokenizer : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<TextStretch> Split(TextStretch text)
    {
        var word = 0;
        for (int at = 0, size; at < text.Length; at += size)
        {
            Rune.DecodeFromUtf16(text.Span[at..], out var rune, out size);
            var punctuation = IsPunctuation(rune);
            if (!punctuation && !Rune.IsWhiteSpace(rune)) continue;
            if (at > word) yield return text.Slice(word, at);
            if (punctuation) yield return text.Slice(at, at + size);
            word = at + size;
        }
        if (text.Length > word) yield return text.Slice(word, text.Length);
    }

    private static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune) || rune.IsAscii && Rune.IsSymbol(rune);
}
