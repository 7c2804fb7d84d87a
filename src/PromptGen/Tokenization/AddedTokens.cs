using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization;

/// <summary>
/// Added tokens, special ones among them, as they are cut out of a text: of the raw text those that are not normalized, then, of the normalized text of each
/// stretch between, the others, whose content is normalized in the same way.
/// </summary>
/// <remarks>The rules are those of <c>AddedVocabulary</c> in Hugging Face's tokenizers.</remarks>
internal sealed class AddedTokens
{
    private readonly LeftmostLongest<AddedToken> tokens;

    /// <param name="added">The tokens with the text that spells each.</param>
    public AddedTokens(IEnumerable<(string Spelling, AddedToken Token)> added) => tokens = new LeftmostLongest<AddedToken>(added);

    /// <summary>The stretches of a text in order, none empty: an added token with the whitespace that belongs to it, or, where it is null, text between.</summary>
    public IEnumerable<(int Start, int End, AddedToken? Token)> Cut(string text)
    {
        // Where the last run of whitespace ends that a token took: it is walked once, however many tokens stand in it.
        var (done, at, spaceEnd) = (0, 0, 0);
        while (tokens.Next(text, at, out var start, out var end, out var token))
        {
            at = end;
            if (token.SingleWord && (EndsWithWord(text.AsSpan(0, start)) || StartsWithWord(text.AsSpan(end)))) continue;
            if (token.LeftStrip)
                while (start > done && char.IsWhiteSpace(text[start - 1])) start--;
            if (token.RightStrip)
            {
                if (end < spaceEnd) end = spaceEnd;
                while (end < text.Length && char.IsWhiteSpace(text[end])) end++;
                spaceEnd = end;
            }
            if (start > done) yield return (done, start, null);
            yield return (start, end, token);
            done = end;
        }
        if (done < text.Length) yield return (done, text.Length, null);
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text) => Rune.DecodeLastFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done && IsWord(rune);

    private static bool StartsWithWord(ReadOnlySpan<char> text) => Rune.DecodeFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done && IsWord(rune);

    /// <summary>Whether a character is one of <c>\w</c> in Rust: alphabetic, a mark, a decimal digit, a connector or a joiner (UTS #18, annex C).</summary>
    internal static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.ConnectorPunctuation => true,
        // Symbols that are alphabetic: letters in circles, squares and boxes.
        UnicodeCategory.OtherSymbol => rune.Value is >= 0x24B6 and <= 0x24E9 or >= 0x1F130 and <= 0x1F149 or >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189,
        _ => rune.Value is 0x200C or 0x200D,
    };
}
