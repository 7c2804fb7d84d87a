namespace PromptGen.Tokenization;

/// <summary>Which text of a row a token comes from.</summary>
public enum TextPart
{
    /// <summary>None: a special token that was put around the texts.</summary>
    None,

    /// <summary>The first text, or the only one.</summary>
    First,

    /// <summary>The second text.</summary>
    Second,
}
