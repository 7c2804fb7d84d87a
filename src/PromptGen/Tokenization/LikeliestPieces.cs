namespace PromptGen.Tokenization;

/// <summary>Finds the pieces of text in a SentencePiece unigram model: those whose scores have the largest sum (Viterbi).</summary>
/// <remarks>
/// Steps and rounding are those of <c>EncodeOptimized</c> in SentencePiece's unigram_model.cc: scores are added in double precision, kept in single, and
/// compared as they are, which decides where "000" may be 0|00 or 00|0 and both score the same. Hugging Face's tokenizers, whose file has exact scores, keep
/// double precision, and know every entry of the vocabulary as text. A text takes time in proportion to its length times the longest piece's.
/// </remarks>
internal sealed class LikeliestPieces : IPieceFinder
{
    // What an unknown character scores below the least of all pieces.
    private const float UnknownPenalty = 10;

    private readonly SentencePieceModel model;
    private readonly Func<int, double> score;
    private readonly Func<double, double> kept;
    private readonly double unknownScore;

    // A tree of all beginnings of pieces, the root 0: from beginning and next character to the longer beginning; and the piece that each spells, or -1.
    private readonly Dictionary<ulong, int> longer = [];
    private readonly List<int> spelled = [-1];

    public LikeliestPieces(SentencePieceModel model)
    {
        this.model = model;
        if (model.ExactScores is { } exact)
        {
            (score, kept) = (id => exact[id], sum => sum);
            unknownScore = exact.Min() - UnknownPenalty;
        }
        else
        {
            (score, kept) = (id => model.Pieces[id].Score, sum => (float)sum);
            unknownScore = model.Pieces.Where(piece => piece.Type == PieceType.Normal).Min(piece => piece.Score) - UnknownPenalty;
        }
        for (var id = 0; id < model.Pieces.Count; id++)
            if (model.ExactScores is not null || model.Pieces[id].Type is PieceType.Normal or PieceType.UserDefined) Add(model.Pieces[id].Text, id);
    }

    /// <inheritdoc/>
    public List<(int Id, int End)> Find(ReadOnlySpan<char> text)
    {
        // The best way to each index: where its last piece begins (-1: no way yet), that piece, and the sum of scores.
        var best = new (int Start, int Id, double Score)[text.Length + 1];
        best.AsSpan(1).Fill((-1, 0, 0));
        for (int start = 0, size; start < text.Length; start += size)
        {
            size = char.IsHighSurrogate(text[start]) && start + 1 < text.Length ? 2 : 1;
            var (beginning, alone) = (0, false);
            for (var end = start + 1; end <= text.Length && longer.TryGetValue(Key(beginning, text[end - 1]), out beginning); end++)
            {
                var id = spelled[beginning];
                if (id < 0) continue;
                Offer(best, start, end, id, score(id) + best[start].Score);
                alone |= end == start + size;
            }
            if (!alone) Offer(best, start, start + size, model.Unknown, kept(unknownScore + best[start].Score));
        }

        var found = new List<(int, int)>();
        for (var end = text.Length; end > 0; end = best[end].Start) found.Add((best[end].Id, end));
        found.Reverse();
        return found;
    }

    private void Offer((int Start, int Id, double Score)[] best, int start, int end, int id, double sum)
    {
        if (best[end].Start < 0 || sum > best[end].Score) best[end] = (start, id, kept(sum));
    }

    private void Add(string piece, int id)
    {
        var beginning = 0;
        foreach (var character in piece)
        {
            if (!longer.TryGetValue(Key(beginning, character), out var next))
            {
                longer.Add(Key(beginning, character), next = spelled.Count);
                spelled.Add(-1);
            }
            beginning = next;
        }
        spelled[beginning] = id;
    }

    private static ulong Key(int beginning, char next) => (ulong)beginning << 16 | next;
}
