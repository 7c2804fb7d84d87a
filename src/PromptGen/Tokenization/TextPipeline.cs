using PromptGen.Tokenization.Normalizers;
using PromptGen.Tokenization.PreTokenizers;

namespace PromptGen.Tokenization;

/// <summary>What becomes of the text between added tokens: it is normalized, cut into words, and each word is spelled.</summary>
/// <param name="Normalizers">The steps that change text.</param>
/// <param name="PreTokenizer">Cuts it into words.</param>
/// <param name="Speller">Spells the words.</param>
/// <param name="Trimming">How spaces are taken out of offsets; null: they are not.</param>
/// <param name="SpacesWords">
/// Whether a text that is given as words is read with a space before each, an empty one as the space alone.
/// </param>
internal sealed record TextPipeline(
    IReadOnlyList<ITextNormalizer> Normalizers, IPreTokenizer PreTokenizer, IWordSpeller Speller, OffsetTrimming? Trimming = null,
    bool SpacesWords = false)
{
    /// <summary>A text after all normalizers.</summary>
    public NormalizedText Normalize(NormalizedText text) => Normalizers.Aggregate(text, (changed, step) => step.Normalize(changed));

    /// <summary>Whether spaces are written as marks.</summary>
    public bool MarksSpaces => PreTokenizer is MetaspacePreTokenizer or SequencePreTokenizer { Steps: [.., MetaspacePreTokenizer] };

    /// <summary>The normalizers and the pre-tokenizer in a line, for fingerprints.</summary>
    public string Steps => $"{string.Join(", ", Normalizers)}; {PreTokenizer}";
}
