namespace PromptGen.Tokenization;

/// <summary>What becomes of a text's characters before SentencePiece normalizes them.</summary>
/// <param name="LowerCase">They are put in lower case, one by one.</param>
/// <param name="StripAccents">They are taken apart and lose their accents (ALBERT).</param>
/// <param name="JoinQuotes">Two grave accents, and two apostrophes, become one quotation mark (ALBERT).</param>
internal sealed record TextPreparation(bool LowerCase, bool StripAccents = false, bool JoinQuotes = false);
