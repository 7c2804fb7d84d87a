namespace PromptGen.Tokenization;

/// <summary>The ids of the tokens between which an encoder that fills blanks (GLM) writes what it fills in.</summary>
/// <param name="StartOfPiece">Stands before what fills a blank.</param>
/// <param name="EndOfPiece">Ends what fills a blank.</param>
public sealed record BlankTokens(int StartOfPiece, int EndOfPiece);
