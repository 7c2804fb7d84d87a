namespace PromptGen.Tokenization;

/// <summary>
/// Where a token comes from: the shortest stretch of the text as it was given that holds every character of which the token spells a part,
/// without the space before a word. Tokens that spell parts of one character (bytes, or the letters of a ligature) have one span.
/// </summary>
/// <param name="Part">The text; <see cref="TextPart.None"/>: the token comes from no text, and the rest means nothing.</param>
/// <param name="Start">The index of its first character, counted as <see cref="string"/> counts: in UTF-16 units, in the word if there are words.</param>
/// <param name="Length">How many units it covers; 0 where the token spells a space that the text does not have.</param>
/// <param name="Word">Of texts that were given as words, the index of the word; else null.</param>
public readonly record struct TokenSpan(TextPart Part, int Start, int Length, int? Word = null)
{
    /// <summary>The index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>What it covers.</summary>
    /// <param name="text">The text, or the word, that the token comes from.</param>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
