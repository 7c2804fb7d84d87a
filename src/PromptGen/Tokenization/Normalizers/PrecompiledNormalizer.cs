using System.Globalization;
using System.Text;

namespace PromptGen.Tokenization.Normalizers;

/// <summary>A SentencePiece normalization map as Hugging Face's tokenizers apply it: short graphemes whole, else character by character.</summary>
/// <param name="Map">The map.</param>
internal sealed record PrecompiledNormalizer(CharacterMap Map) : ITextNormalizer
{
    // In bytes of UTF-8 (tokenizers, normalizers/precompiled.rs).
    private const int LongGrapheme = 6;

    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text)
    {
        var built = new NormalizedText.Builder(text.Text.Length);
        for (int at = 0, size; at < text.Text.Length; at += size)
        {
            size = StringInfo.GetNextTextElementLength(text.Text.AsSpan(at));
            var grapheme = new TextStretch(text, at, at + size);
            if (size < LongGrapheme && Encoding.UTF8.GetByteCount(grapheme.Span) < LongGrapheme && Map.Shortest(grapheme.Span, out var whole))
            {
                Replace(grapheme, whole, built);
                continue;
            }
            for (int inside = 0, length; inside < size; inside += length)
            {
                Rune.DecodeFromUtf16(grapheme.Span[inside..], out _, out length);
                var character = grapheme.Slice(inside, inside + length);
                if (Map.Shortest(character.Span, out var mapped)) Replace(character, mapped, built);
                else built.Append(character);
            }
        }
        return built.Build();
    }

    public override string ToString() => $"Precompiled {Map.Digest}";

    // The first characters come from those that they replace, one by one; more come from where the last one did.
    private static void Replace(in TextStretch from, string to, NormalizedText.Builder built)
    {
        var source = 0;
        foreach (var rune in to.EnumerateRunes())
        {
            var at = from.Start + Math.Min(source, from.Length - 1);
            built.Append(rune, from.Of.Starts[at], from.Of.Ends[at]);
            if (source >= from.Length) continue;
            Rune.DecodeFromUtf16(from.Span[source..], out _, out var length);
            source += length;
        }
    }
}
