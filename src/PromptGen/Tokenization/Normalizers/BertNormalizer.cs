using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization.Normalizers;

/// <summary>BERT's normalizer: drops control characters, makes all whitespace spaces, and the rest as its options say.</summary>
/// <param name="LowerCase">Puts text in lower case.</param>
/// <param name="StripAccents">Drops accents.</param>
/// <param name="SeparateChinese">Puts spaces around every Chinese character.</param>
/// <remarks>
/// Steps and order are those of <c>BertNormalizer</c> in Hugging Face's tokenizers. Accents do not depend on <see cref="string.Normalize()"/>
/// (<see cref="CanonicalForms"/>).
/// </remarks>
internal sealed record BertNormalizer(bool LowerCase, bool StripAccents, bool SeparateChinese) : ITextNormalizer
{
    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text)
    {
        var built = new NormalizedText.Builder(text.Text.Length);
        var (bases, cased) = (new List<Rune>(4), new List<Rune>(4));
        for (int at = 0, size; at < text.Text.Length; at += size)
        {
            Rune.DecodeFromUtf16(text.Text.AsSpan(at), out var rune, out size);
            if (IsDropped(rune)) continue;
            var (start, end) = (text.Starts[at], text.Ends[at + size - 1]);
            if (Rune.IsWhiteSpace(rune))
            {
                built.Append(' ', start, end);
                continue;
            }
            var alone = SeparateChinese && IsChinese(rune.Value);
            if (alone) built.Append(' ', start, end);
            bases.Clear();
            if (StripAccents) CanonicalForms.AddBases(rune, bases);
            else bases.Add(rune);
            cased.Clear();
            foreach (var part in bases)
            {
                if (LowerCase) Tokenization.LowerCase.Add(part, cased);
                else cased.Add(part);
            }
            foreach (var part in cased) built.Append(part, start, end);
            if (alone) built.Append(' ', start, end);
        }
        return built.Build();
    }

    private static bool IsDropped(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => false,
        // U+FFFD is also what an unpaired surrogate is read as.
        0xFFFD => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned,
    };

    /// <summary>The blocks of CJK ideographs that BERT's vocabularies hold as single characters.</summary>
    internal static bool IsChinese(int point) => point is
        >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2B73F
        or >= 0x2B740 and <= 0x2B81F or >= 0x2B820 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
}
