using System.Text;

namespace PromptGen.Tokenization.Normalizers;

/// <summary>Puts text in lower case, character by character.</summary>
internal sealed record LowercaseNormalizer : ITextNormalizer
{
    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text)
    {
        var built = new NormalizedText.Builder(text.Text.Length);
        var cased = new List<Rune>(2);
        for (int at = 0, size; at < text.Text.Length; at += size)
        {
            Rune.DecodeFromUtf16(text.Text.AsSpan(at), out var rune, out size);
            cased.Clear();
            LowerCase.Add(rune, cased);
            foreach (var part in cased) built.Append(part, text.Starts[at], text.Ends[at + size - 1]);
        }
        return built.Build();
    }
}
