namespace PromptGen.Tokenization;

/// <summary>A token of a text before it stands in a row.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Where a reader sees it begin in the text, or in the word.</param>
/// <param name="Length">How many UTF-16 units a reader sees it cover.</param>
/// <param name="Offset">Where Hugging Face's tokenizers say that it stands.</param>
/// <param name="Word">The index of the word, where the text was given as words.</param>
internal readonly record struct PlacedToken(int Id, int Start, int Length, (int Start, int End) Offset, int? Word);
