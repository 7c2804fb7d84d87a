namespace PromptGen.Tokenization.Normalizers;

/// <summary>Unicode's normalization forms NFC, NFD, NFKC and NFKD.</summary>
/// <param name="Compatibility">Takes compatibility characters apart too (ﬁ, ½): NFKC, NFKD.</param>
/// <param name="Composes">Puts characters together again: NFC, NFKC.</param>
/// <remarks>A composed character comes from where its first part comes from, as in Hugging Face's tokenizers.</remarks>
internal sealed record UnicodeFormNormalizer(bool Compatibility, bool Composes) : ITextNormalizer
{
    /// <summary>The form of a name, or null where it names none.</summary>
    public static UnicodeFormNormalizer? Named(string name) => name switch
    {
        "NFC" => new(false, true),
        "NFD" => new(false, false),
        "NFKC" => new(true, true),
        "NFKD" => new(true, false),
        _ => null,
    };

    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text) =>
        CanonicalForms.IsUnchanged(text.Text, Compatibility, Composes) ? text : CanonicalForms.Normalize(text, Compatibility, Composes);
}
