namespace PromptGen.Tokenization;

/// <summary>What BERT's normalization does besides cleaning.</summary>
/// <param name="LowerCase">Puts text in lower case.</param>
/// <param name="StripAccents">Drops accents.</param>
/// <param name="SeparateChinese">Makes every Chinese character a word.</param>
internal sealed record BertNormalization(bool LowerCase, bool StripAccents, bool SeparateChinese);
