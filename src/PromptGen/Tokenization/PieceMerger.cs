namespace PromptGen.Tokenization;

/// <summary>Finds the pieces of normalized text in a SentencePiece BPE model: neighbours whose merger scores best become one, until none can; of equals the leftmost.</summary>
/// <remarks>
/// Microsoft.ML.Tokenizers takes the rightmost of equals ("aaa" is a|aa there, aa|a in SentencePiece), and merges letters to control pieces. The steps are
/// those of SentencePiece's bpe_model.cc.
/// </remarks>
internal sealed class PieceMerger : IPieceFinder
{
    private readonly SentencePieceModel model;
    private readonly Dictionary<string, int> ids;
    private readonly int longest;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public PieceMerger(SentencePieceModel model)
    {
        this.model = model;
        ids = Enumerable.Range(0, model.Pieces.Count).Where(id => model.Pieces[id].Type is PieceType.Normal or PieceType.UserDefined or PieceType.Unused)
            .ToDictionary(id => model.Pieces[id].Text, id => id, StringComparer.Ordinal);
        longest = ids.Keys.Select(text => text.Length).DefaultIfEmpty().Max();
        lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <inheritdoc/>
    public List<(int Id, int End)> Find(ReadOnlySpan<char> text)
    {
        // Symbols by where they begin: where they end, and where the one before begins. A merged symbol's right half is no symbol any more (end 0).
        var (ends, before) = (new int[text.Length], new int[text.Length]);
        var queue = new PriorityQueue<(int Start, int Middle, int End), (float, int)>();
        var unusedMiddles = new Dictionary<(int, int), int>();
        for (var (at, last) = (0, -1); at < text.Length; (last, at) = (at, ends[at]))
        {
            ends[at] = at + (char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1);
            before[at] = last;
            if (last >= 0) Offer(text, last, at, ends[at]);
        }
        while (queue.TryDequeue(out var pair, out _))
        {
            if (ends[pair.Start] != pair.Middle || ends[pair.Middle] != pair.End) continue;
            ends[pair.Start] = pair.End;
            ends[pair.Middle] = 0;
            if (pair.End < text.Length)
            {
                before[pair.End] = pair.Start;
                Offer(text, pair.Start, pair.End, ends[pair.End]);
            }
            if (before[pair.Start] is var left and >= 0) Offer(text, left, pair.Start, pair.End);
        }

        var found = new List<(int, int)>();
        for (var at = 0; at < text.Length; at = ends[at]) Add(text, at, ends[at]);
        return found;

        void Offer(ReadOnlySpan<char> text, int start, int middle, int end)
        {
            if (end - start > longest || !lookup.TryGetValue(text[start..end], out var id)) return;
            queue.Enqueue((start, middle, end), (-model.Pieces[id].Score, start));
            if (model.Pieces[id].Type == PieceType.Unused) unusedMiddles[(start, end)] = middle;
        }

        // What merged to a piece that is not used falls apart again.
        void Add(ReadOnlySpan<char> text, int start, int end)
        {
            var known = lookup.TryGetValue(text[start..end], out var id);
            if (known && model.Pieces[id].Type == PieceType.Unused && unusedMiddles.TryGetValue((start, end), out var middle))
            {
                Add(text, start, middle);
                Add(text, middle, end);
                return;
            }
            found.Add((known ? id : model.Unknown, end));
        }
    }
}
