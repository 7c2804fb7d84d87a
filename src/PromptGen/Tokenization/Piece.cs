namespace PromptGen.Tokenization;

/// <summary>A token of a text before it stands in a row.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Where it begins in the text, or in the word.</param>
/// <param name="Length">How many UTF-16 units it covers.</param>
/// <param name="Word">The index of the word, where the text was given as words.</param>
internal readonly record struct Piece(int Id, int Start, int Length, int? Word = null);
