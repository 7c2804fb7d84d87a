using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization.Normalizers;

/// <summary>Drops combining marks (<c>StripAccents</c>); composed characters keep theirs, so that a decomposition stands before it.</summary>
internal sealed record MarksNormalizer : ITextNormalizer
{
    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text)
    {
        var built = new NormalizedText.Builder(text.Text.Length);
        for (int at = 0, size; at < text.Text.Length; at += size)
        {
            Rune.DecodeFromUtf16(text.Text.AsSpan(at), out var rune, out size);
            if (!IsMark(rune)) built.Append(new TextStretch(text, at, at + size));
        }
        return built.Build();
    }

    /// <summary>Whether a character is a combining mark.</summary>
    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
