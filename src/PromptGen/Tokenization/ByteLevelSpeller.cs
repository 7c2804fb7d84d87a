using System.Text;

namespace PromptGen.Tokenization;

/// <summary>
/// Spells the UTF-8 bytes of a word: neighbors whose merger stands first in the table become one token, until none can; of equals the leftmost.
/// </summary>
/// <remarks>A queue holds the mergers that are possible, so that a word of n bytes takes O(n log n).</remarks>
internal sealed class ByteLevelSpeller : IWordSpeller
{
    private readonly int[] bytes;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> mergers;
    private readonly Dictionary<string, int>? whole;

    /// <param name="table">The table.</param>
    /// <param name="wholeWords">Whether a word that the vocabulary has is its token, whatever the mergers say (<c>ignore_merges</c>).</param>
    public ByteLevelSpeller(BpeTable table, bool wholeWords)
    {
        bytes = [.. BpeTable.Bytes.Select(token => table.Vocabulary[token])];
        mergers = new Dictionary<(int, int), (int, int)>(table.Merges.Count);
        for (var rank = 0; rank < table.Merges.Count; rank++)
        {
            var pair = table.Merges[rank].Split(' ');
            mergers.TryAdd((table.Vocabulary[pair[0]], table.Vocabulary[pair[1]]), (rank, table.Vocabulary[pair[0] + pair[1]]));
        }
        if (wholeWords) whole = new Dictionary<string, int>(table.Vocabulary, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public void Spell(TextStretch word, List<Piece> pieces)
    {
        var spelled = Encoding.UTF8.GetBytes(word.Span.ToString());
        if (whole is not null && whole.TryGetValue(string.Concat(spelled.Select(value => BpeTable.Bytes[value])), out var known))
        {
            pieces.Add(word.Piece(known, 0, word.Length));
            return;
        }
        // Symbols by the byte that they begin with: their token (-1: merged into the one before), and where the next and the one before begin.
        var (ids, next, before) = (new int[spelled.Length], new int[spelled.Length], new int[spelled.Length]);
        var queue = new PriorityQueue<(int Start, int Left, int Right, int Id), (int Rank, int Start)>();
        for (var i = 0; i < spelled.Length; i++) (ids[i], next[i], before[i]) = (bytes[spelled[i]], i + 1, i - 1);
        for (var i = 0; i + 1 < spelled.Length; i++) Offer(i);
        while (queue.TryDequeue(out var merger, out _))
        {
            var right = next[merger.Start];
            if (ids[merger.Start] != merger.Left || right >= spelled.Length || ids[right] != merger.Right) continue;
            (ids[merger.Start], ids[right], next[merger.Start]) = (merger.Id, -1, next[right]);
            if (next[merger.Start] < spelled.Length) before[next[merger.Start]] = merger.Start;
            Offer(merger.Start);
            if (before[merger.Start] >= 0) Offer(before[merger.Start]);
        }
        Add(word, spelled, ids, next, pieces);

        void Offer(int start)
        {
            if (next[start] < spelled.Length && mergers.TryGetValue((ids[start], ids[next[start]]), out var merger))
                queue.Enqueue((start, ids[start], ids[next[start]], merger.Id), (merger.Rank, start));
        }
    }

    // A token that holds a part of a character's bytes covers the character.
    private static void Add(in TextStretch word, byte[] spelled, int[] ids, int[] next, List<Piece> pieces)
    {
        var (unit, first) = (0, 0);
        for (var start = 0; start < spelled.Length; start = next[start])
        {
            // unit is where the character of the byte `first` begins.
            while (first + SizeAt(spelled, first) <= start) Step();
            var from = unit;
            while (first + SizeAt(spelled, first) < next[start]) Step();
            pieces.Add(word.Piece(ids[start], from, unit + (SizeAt(spelled, first) == 4 ? 2 : 1)));
        }

        void Step()
        {
            unit += SizeAt(spelled, first) == 4 ? 2 : 1;
            first += SizeAt(spelled, first);
        }
    }

    private static int SizeAt(byte[] spelled, int first) => spelled[first] switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
}
