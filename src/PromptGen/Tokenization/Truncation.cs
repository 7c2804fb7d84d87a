namespace PromptGen.Tokenization;

/// <summary>Which text loses tokens, at its end, where a row would be too long.</summary>
public enum Truncation
{
    /// <summary>The longer one, until both are equally long; then both.</summary>
    LongestFirst,

    /// <summary>The first.</summary>
    OnlyFirst,

    /// <summary>The second, as where a question must stay whole and its context need not.</summary>
    OnlySecond,
}
