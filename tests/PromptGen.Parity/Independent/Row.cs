namespace PromptGen.Parity.Independent;

/// <summary>One row of a batch, padded at its end.</summary>
/// <param name="Ids">[T]</param>
/// <param name="IsToken">[T]: false at padding.</param>
/// <param name="TokenTypes">[T]</param>
internal sealed record Row(int[] Ids, bool[] IsToken, int[] TokenTypes)
{
    public int Length => Ids.Length;

    /// <summary>A full row and one that is four tokens shorter, in one or two segments; ids of tokens begin behind the special ones.</summary>
    /// <param name="length">The tokens of the full row.</param>
    /// <param name="words">The size of the vocabulary.</param>
    /// <param name="types">The number of segments, 1 or 2.</param>
    /// <param name="padding">The id of padding.</param>
    public static IReadOnlyList<Row> Batch(int length, int words, int types, int padding) =>
        [Random(length, length, 4, words, types, padding), Random(length - 4, length, 5, words, types, padding)];

    private static Row Random(int tokens, int length, int firstSegment, int words, int types, int padding)
    {
        var random = new Random(tokens);
        return new Row(
            [.. Enumerable.Range(0, length).Select(t => t < tokens ? random.Next(5, words) : padding)],
            [.. Enumerable.Range(0, length).Select(t => t < tokens)],
            [.. Enumerable.Range(0, length).Select(t => types > 1 && t >= firstSegment && t < tokens ? 1 : 0)]);
    }
}
