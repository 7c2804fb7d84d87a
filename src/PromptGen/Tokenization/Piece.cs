namespace PromptGen.Tokenization;

/// <summary>A token of a text as a model gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Where it begins in the text, or in the word: where the first character that it spells comes from.</param>
/// <param name="End">Where it ends: where the last character that it spells ends.</param>
/// <param name="Leading">How many spaces it begins with.</param>
/// <param name="Trailing">How many spaces it ends with.</param>
/// <param name="Blank">Whether it spells nothing but spaces.</param>
internal readonly record struct Piece(int Id, int Start, int End, int Leading = 0, int Trailing = 0, bool Blank = false);
