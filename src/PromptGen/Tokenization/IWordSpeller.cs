namespace PromptGen.Tokenization;

/// <summary>Spells the words that pre-tokenizers give with the tokens of a vocabulary.</summary>
internal interface IWordSpeller
{
    /// <summary>Adds the tokens of a word.</summary>
    void Spell(TextStretch word, List<Piece> pieces);
}
