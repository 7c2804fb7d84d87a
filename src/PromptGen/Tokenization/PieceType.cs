namespace PromptGen.Tokenization;

/// <summary>The types of pieces, numbered as sentencepiece_model.proto numbers them.</summary>
internal enum PieceType
{
    /// <summary>Spells text.</summary>
    Normal = 1,

    /// <summary>Stands for text that nothing spells.</summary>
    Unknown = 2,

    /// <summary>Never spells text, whatever it is called.</summary>
    Control = 3,

    /// <summary>Always spells its text whole.</summary>
    UserDefined = 4,

    /// <summary>Takes up an id.</summary>
    Unused = 5,

    /// <summary>Spells one byte of a character that nothing else spells.</summary>
    Byte = 6,
}
