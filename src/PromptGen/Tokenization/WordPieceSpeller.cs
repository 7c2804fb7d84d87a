namespace PromptGen.Tokenization;

/// <summary>Spells a word with the longest pieces of a WordPiece vocabulary, from its start.</summary>
/// <remarks>A word takes at most 100 × the longest piece's steps, so that a text takes time in proportion to its length.</remarks>
internal sealed class WordPieceSpeller : IWordSpeller
{
    // BERT's limit, in code points: a longer word is unknown.
    private const int LongestWord = 100;

    private const string Continuation = "##";

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> first, further;
    private readonly int unknown, longest;

    public WordPieceSpeller(WordPieceVocabulary vocabulary, int unknown)
    {
        this.unknown = unknown;
        longest = vocabulary.Tokens.Max(token => token.Length);
        var ids = vocabulary.Tokens.Select((token, id) => (Token: token, Id: id)).Where(entry => entry.Token.Length > 0).ToList();
        first = Lookup(ids);
        further = Lookup(ids.Where(entry => entry.Token.Length > Continuation.Length && entry.Token.StartsWith(Continuation, StringComparison.Ordinal))
            .Select(entry => (entry.Token[Continuation.Length..], entry.Id)));
    }

    /// <inheritdoc/>
    public void Spell(TextStretch word, List<Piece> pieces)
    {
        var text = word.Span;
        var before = pieces.Count;
        if (text.Length > LongestWord && (text.Length > 2 * LongestWord || CodePoints(text) > LongestWord))
        {
            pieces.Add(word.Piece(unknown, 0, text.Length));
            return;
        }
        for (int start = 0, end; start < text.Length; start = end)
        {
            var (ids, id) = (start == 0 ? first : further, -1);
            for (end = Math.Min(text.Length, start + longest); end > start && !ids.TryGetValue(text[start..end], out id); end--)
            {
            }
            if (end == start)
            {
                pieces.RemoveRange(before, pieces.Count - before);
                pieces.Add(word.Piece(unknown, 0, text.Length));
                return;
            }
            pieces.Add(word.Piece(id, start, end));
        }
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    private static Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup(IEnumerable<(string Token, int Id)> entries)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, id) in entries) ids.TryAdd(token, id);
        return ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
