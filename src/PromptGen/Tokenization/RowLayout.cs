namespace PromptGen.Tokenization;

/// <summary>Which special tokens stand around one text or two.</summary>
/// <param name="Before">Ids before the first text.</param>
/// <param name="Between">Ids between two texts.</param>
/// <param name="After">Ids behind the last text.</param>
/// <param name="SecondType">The token type of the second text and of what stands behind it; that of all else is 0.</param>
internal sealed record RowLayout(int[] Before, int[] Between, int[] After, int SecondType)
{
    /// <summary>How many special tokens a row has.</summary>
    public int Count(bool hasPair) => Before.Length + After.Length + (hasPair ? Between.Length : 0);

    /// <summary>Puts a row together.</summary>
    public TokenizedText Row(ReadOnlySpan<PlacedToken> first, ReadOnlySpan<PlacedToken> second, bool hasPair, bool truncated)
    {
        var length = Count(hasPair) + first.Length + second.Length;
        var ids = new List<int>(length);
        var spans = new List<TokenSpan>(length);
        var offsets = new List<(int, int)>(length);
        Special(Before);
        Text(first, TextPart.First);
        if (hasPair) Special(Between);
        var types = new int[length];
        if (hasPair) types.AsSpan(ids.Count).Fill(SecondType);
        Text(second, TextPart.Second);
        Special(After);
        return new TokenizedText([.. ids], types, truncated) { Spans = spans, Offsets = offsets };

        void Special(int[] tokens)
        {
            ids.AddRange(tokens);
            foreach (var _ in tokens)
            {
                spans.Add(default);
                offsets.Add(default);
            }
        }

        void Text(ReadOnlySpan<PlacedToken> tokens, TextPart part)
        {
            foreach (var token in tokens)
            {
                ids.Add(token.Id);
                spans.Add(new TokenSpan(part, token.Start, token.Length, token.Word));
                offsets.Add(token.Offset);
            }
        }
    }

    /// <summary>All of it in a line, for fingerprints.</summary>
    public override string ToString() => $"{string.Join(',', Before)} A {string.Join(',', Between)} B {string.Join(',', After)} {SecondType}";
}
