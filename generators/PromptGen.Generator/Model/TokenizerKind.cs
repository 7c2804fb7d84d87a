namespace PromptGen.Generator.Model;

/// <summary>The kinds of tokenizer; the members are those of the runtime's enum.</summary>
internal enum TokenizerKind
{
    WordPiece,
    ByteLevelBpe,
    SentencePiece,
}
