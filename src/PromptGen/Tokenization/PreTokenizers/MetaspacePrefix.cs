namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>When <see cref="MetaspacePreTokenizer"/> writes a mark before a text.</summary>
internal enum MetaspacePrefix
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Before what the original text begins with, unless it has a mark.</summary>
    First,

    /// <summary>Before every stretch that does not begin with one.</summary>
    Always,

    /// <summary>The same, but before what a normalized text begins with even where it has one: SentencePiece's dummy prefix.</summary>
    Once,
}
