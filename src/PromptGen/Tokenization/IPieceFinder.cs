namespace PromptGen.Tokenization;

/// <summary>Cuts normalized text into the pieces of a SentencePiece model.</summary>
internal interface IPieceFinder
{
    /// <summary>The pieces in order: the id of each and where it ends; a character that no piece spells has the unknown one's.</summary>
    /// <param name="text">Normalized text.</param>
    List<(int Id, int End)> Find(ReadOnlySpan<char> text);
}
