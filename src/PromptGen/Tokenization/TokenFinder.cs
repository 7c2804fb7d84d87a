using System.Buffers;
using System.Text;
using PromptGen.Tokenization.Normalizers;

namespace PromptGen.Tokenization;

/// <summary>From a text to its tokens, before they stand in a row: added tokens are cut out, the text between goes through the pipeline.</summary>
internal sealed class TokenFinder
{
    private readonly TextPipeline pipeline;
    private readonly AddedTokens rawTokens, normalizedTokens;
    private readonly int unknown;

    /// <param name="pipeline">What becomes of the text between added tokens.</param>
    /// <param name="added">The added tokens.</param>
    /// <param name="unknown">The unknown token's id.</param>
    public TokenFinder(TextPipeline pipeline, IReadOnlyList<AddedToken> added, int unknown)
    {
        (this.pipeline, this.unknown) = (pipeline, unknown);
        rawTokens = new AddedTokens(added.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        normalizedTokens = new AddedTokens(added.Where(token => token.Normalized)
            .Select(token => (pipeline.Normalize(NormalizedText.Of(token.Content, 0, token.Content.Length)).Text, token)));
    }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">To how many it is cut: no more words are spelled than it takes to know that there are more.</param>
    public List<PlacedToken> Tokens(string text, int? most = null)
    {
        var (whole, pieces, placed) = (WithoutHalves(text), new List<Piece>(), new List<PlacedToken>());
        Spell(whole, spaced: false, most ?? int.MaxValue, pieces);
        Place(whole, pieces, null, placed);
        return placed;
    }

    /// <summary>The tokens of words, at least one for each.</summary>
    public List<PlacedToken> Tokens(IReadOnlyList<string> words)
    {
        var (pieces, placed) = (new List<Piece>(), new List<PlacedToken>());
        for (var i = 0; i < words.Count; i++)
        {
            pieces.Clear();
            var word = WithoutHalves(words[i]);
            Spell(word, pipeline.SpacesWords, int.MaxValue, pieces);
            if (pieces.Count == 0) pieces.Add(new Piece(unknown, 0, word.Length));
            Place(word, pieces, i, placed);
        }
        return placed;
    }

    // Raw tokens first, then, in what each stretch between them becomes, the normalized ones; what remains is spelled stretch by stretch.
    private void Spell(string text, bool spaced, int most, List<Piece> pieces)
    {
        if (text.Length == 0 && spaced) SpellWords(NormalizedText.Of(" ", 0, 0).All, spaced, most, pieces);
        foreach (var (start, end, token) in rawTokens.Cut(text))
        {
            if (pieces.Count > most) return;
            if (token is not null)
            {
                pieces.Add(Added(token, text.AsSpan(start, end - start), start, end));
                continue;
            }
            var normalized = pipeline.Normalize(NormalizedText.Of(text, start, end - start));
            foreach (var (from, to, inside) in normalizedTokens.Cut(normalized.Text))
            {
                if (pieces.Count > most) return;
                var stretch = new TextStretch(normalized, from, to);
                if (inside is not null) pieces.Add(Added(inside, stretch.Span, normalized.Starts[from], normalized.Ends[to - 1]));
                else SpellWords(stretch, spaced && start == 0 && from == 0, most, pieces);
            }
        }
    }

    private void SpellWords(TextStretch stretch, bool spaced, int most, List<Piece> pieces)
    {
        var read = spaced && (stretch.Length == 0 || stretch.Span[0] != ' ') ? stretch.WithPrefix(' ').All : stretch;
        foreach (var word in pipeline.PreTokenizer.Split(read))
        {
            pipeline.Speller.Spell(word, pieces);
            if (pieces.Count > most) return;
        }
    }

    private static Piece Added(AddedToken token, ReadOnlySpan<char> spelled, int start, int end) =>
        new(token.Id, start, Math.Max(start, end), spelled.Length - spelled.TrimStart().Length, spelled.Length - spelled.TrimEnd().Length);

    // Where a reader sees a token: without the spaces at its ends, with the accents behind it that no token spells.
    private void Place(string text, List<Piece> pieces, int? word, List<PlacedToken> placed)
    {
        var covered = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var (start, end) = (piece.Start, piece.End);
            while (start < end && IsSpace(text[start])) start++;
            while (end > start && IsSpace(text[end - 1])) end--;
            if (start == end) (start, end) = (piece.Start, piece.End);
            // The space before a text that has none comes from its first character, which the next token spells.
            else if (piece.Blank && start >= covered && !SpaceMarks.IsSpace(text[start])) end = start;
            else end = WithMarks(text, end, i + 1 < pieces.Count ? pieces[i + 1].Start : text.Length);
            covered = end;
            placed.Add(new PlacedToken(piece.Id, start, end - start, pipeline.Trimming?.Trim(text, piece, i == 0) ?? (piece.Start, piece.End), word));
        }
    }

    private bool IsSpace(char unit) => char.IsWhiteSpace(unit) || pipeline.MarksSpaces && unit == SpaceMarks.Metaspace;

    private static int WithMarks(string text, int end, int limit)
    {
        while (end < limit && Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var size) == OperationStatus.Done && MarksNormalizer.IsMark(rune))
            end += size;
        return end;
    }

    // Half a surrogate pair is no character; the replacement character that it is read as is one unit too, so indices stay.
    private static string WithoutHalves(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text));
        }
        return text;
    }
}
