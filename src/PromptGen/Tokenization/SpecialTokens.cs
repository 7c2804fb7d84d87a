namespace PromptGen.Tokenization;

/// <summary>The ids of the tokens that stand for no text.</summary>
/// <param name="Padding">Fills a row up to the length of the longest.</param>
/// <param name="Unknown">A word that the vocabulary cannot spell.</param>
/// <param name="Classification">The first token, whose hidden state stands for the whole text.</param>
/// <param name="Separator">Ends a text.</param>
/// <param name="Mask">A token to be guessed.</param>
public sealed record SpecialTokens(int Padding, int Unknown, int Classification, int Separator, int Mask);
