namespace PromptGen.Tokenization.Normalizers;

/// <summary>A step that changes text before it is split into words; <c>ToString</c> says which and how, for fingerprints.</summary>
internal interface ITextNormalizer
{
    /// <summary>The changed text.</summary>
    NormalizedText Normalize(NormalizedText text);
}
