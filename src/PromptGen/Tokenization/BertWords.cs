using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization;

/// <summary>Cuts a text into the words that WordPiece spells: cleaned, without accents and in lower case where asked, punctuation apart.</summary>
/// <remarks>
/// Microsoft.ML.Tokenizers has a normalizer for BERT, but not the one that checkpoints were trained with: it composes the text anew,
/// keeps format characters, drops tabs and line ends, drops spacing marks too, and strips accents only where <see cref="string.Normalize()"/>
/// works (<see cref="CanonicalForms"/>). Steps and order here are those of <c>BertNormalizer</c> and <c>BertPreTokenizer</c> in
/// Hugging Face's tokenizers library.
/// </remarks>
internal sealed class BertWords(bool lowerCase, bool stripAccents, bool separateChinese)
{
    /// <summary>The words of a stretch of text, in order, none of them empty.</summary>
    /// <param name="text">The text around it.</param>
    /// <param name="start">Where the stretch begins.</param>
    /// <param name="length">How long it is.</param>
    public List<AlignedText> Split(string text, int start, int length)
    {
        var words = new List<AlignedText>();
        var word = new AlignedText.Builder();
        var runes = new List<Rune>(4);
        var size = 0;
        for (var at = start; at < start + length; at += size)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out size);
            if (IsDropped(rune)) continue;
            if (Rune.IsWhiteSpace(rune))
            {
                End();
                continue;
            }

            var alone = separateChinese && IsChinese(rune.Value);
            if (alone) End();
            Normalize(rune, runes);
            // An accent that goes away still belongs to the letter that it stands on.
            if (runes.Count == 0) word.Extend(at + size);
            foreach (var normalized in runes)
            {
                var punctuation = IsPunctuation(normalized);
                if (punctuation) End();
                word.Append(normalized, at, at + size);
                if (punctuation) End();
            }
            if (alone) End();
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(word.Build());
        }
    }

    private void Normalize(Rune rune, List<Rune> to)
    {
        to.Clear();
        if (stripAccents)
        {
            CanonicalForms.AddBases(rune, to);
            if (!lowerCase) return;
            for (var i = 0; i < to.Count; i++) to[i] = Rune.ToLowerInvariant(to[i]);
        }
        else if (lowerCase)
        {
            LowerCase.Add(rune, to);
        }
        else
        {
            to.Add(rune);
        }
    }

    private static bool IsDropped(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => false,
        // U+FFFD is also what an unpaired surrogate is read as.
        0xFFFD => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned,
    };

    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)
        : Rune.IsPunctuation(rune);

    /// <summary>The blocks of CJK ideographs that BERT's vocabularies hold as single characters.</summary>
    internal static bool IsChinese(int point) => point is
        >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2B73F
        or >= 0x2B740 and <= 0x2B81F or >= 0x2B820 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
}
