namespace PromptGen.Heads;

/// <summary>The label of tokens that have none.</summary>
public static class Unlabeled
{
    /// <summary>Such as that of the later pieces of a word; it has no part in a loss.</summary>
    public const long Token = -100;
}
