namespace PromptGen.Tokenization;

/// <summary>A token that is cut out of a text before the text is split further.</summary>
/// <param name="Content">How a text spells it, exactly.</param>
/// <param name="Id">Its id.</param>
/// <param name="LeftStrip">Whether it takes the whitespace before it away.</param>
/// <param name="RightStrip">Whether it takes the whitespace behind it away.</param>
/// <param name="SingleWord">Whether it counts only where no letter, digit or underscore touches it.</param>
/// <param name="Normalized">Whether the text is normalized before it is looked for.</param>
internal sealed record AddedToken(
    string Content, int Id, bool LeftStrip = false, bool RightStrip = false, bool SingleWord = false,
    bool Normalized = false);
