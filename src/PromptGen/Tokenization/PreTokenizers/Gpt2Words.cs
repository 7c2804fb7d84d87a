using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>
/// Cuts a text into the words that byte-level BPE spells, as GPT-2's pattern does:
/// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// </summary>
/// <remarks>.NET's regular expressions see UTF-16 units, so that a letter beyond U+FFFF (𝔘, 𠀀) would be no letter to that pattern.</remarks>
internal static class Gpt2Words
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private enum Kind
    {
        Letter,
        Number,
        Space,
        Other,
    }

    /// <summary>How long the first word of a text is.</summary>
    /// <param name="text">A text that is not empty.</param>
    public static int First(ReadOnlySpan<char> text)
    {
        foreach (var contraction in Contractions)
            if (text.StartsWith(contraction, StringComparison.Ordinal)) return contraction.Length;

        var body = text[0] == ' ' ? 1 : 0;
        if (body < text.Length && KindAt(text, body, out _) is var kind and not Kind.Space) return EndOf(kind, text, body);

        // Of a run of whitespace, the last stays for the word behind it; at the end of the text there is none.
        var end = EndOf(Kind.Space, text, 0);
        return end == text.Length || end == 1 ? end : end - 1;
    }

    private static int EndOf(Kind kind, ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && KindAt(text, end, out var size) == kind) end += size;
        return end;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int size)
    {
        Rune.DecodeFromUtf16(text[index..], out var rune, out size);
        return Rune.IsWhiteSpace(rune) ? Kind.Space
            : Rune.IsLetter(rune) ? Kind.Letter
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber ? Kind.Number
            : Kind.Other;
    }
}
