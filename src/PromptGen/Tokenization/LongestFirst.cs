namespace PromptGen.Tokenization;

/// <summary>Truncation of two texts to a common length: what is too much comes off the longer one until both are equally long, then off both.</summary>
internal static class LongestFirst
{
    /// <summary>How many tokens of each text stay.</summary>
    /// <param name="first">Tokens of the first text.</param>
    /// <param name="second">Tokens of the second text; 0 where there is none.</param>
    /// <param name="limit">The most that both may have together.</param>
    /// <remarks>
    /// Where both must be cut to an odd limit, the odd token stays with the text that was longer, and with the second of two equally
    /// long ones: <c>longest_first</c> of Hugging Face's tokenizers library (truncation.rs). Their Python tokenizers gave it to the first.
    /// </remarks>
    public static (int First, int Second) Keep(int first, int second, int limit)
    {
        if (first + (long)second <= limit) return (first, second);
        if (first > second)
        {
            var (kept, keptOfLonger) = Keep(second, first, limit);
            return (keptOfLonger, kept);
        }
        var half = limit / 2;
        return first <= half ? (first, limit - first) : (half, limit - half);
    }
}
