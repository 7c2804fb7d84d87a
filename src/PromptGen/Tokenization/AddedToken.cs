namespace PromptGen.Tokenization;

/// <summary>A token that is cut out of a text before the text is split further.</summary>
/// <param name="Content">How a text spells it.</param>
/// <param name="Id">Its id.</param>
/// <param name="LeftStrip">Whether it takes the whitespace before it away.</param>
/// <param name="RightStrip">Whether it takes the whitespace behind it away.</param>
/// <param name="SingleWord">Whether it counts only where no word character touches it.</param>
/// <param name="Normalized">Whether it is looked for in normalized text, its content normalized too; false: in the text as it is.</param>
internal sealed record AddedToken(
    string Content, int Id, bool LeftStrip = false, bool RightStrip = false, bool SingleWord = false,
    bool Normalized = false)
{
    /// <summary>Whether another is found in the same places.</summary>
    public bool IsFoundLike(AddedToken other) => this with { Id = other.Id } == other;
}
