using System.Text;

namespace PromptGen.Tokenization;

/// <summary>Spells a word, or a whole text, with the pieces of a SentencePiece model.</summary>
internal sealed class SentencePieceSpeller : IWordSpeller
{
    private readonly SentencePieceModel model;
    private readonly IPieceFinder finder;
    private readonly bool cutsNumbers;
    private readonly LeftmostLongest<int> userDefined;

    /// <param name="model">The model.</param>
    /// <param name="finder">Finds its pieces.</param>
    /// <param name="cutsNumbers">Whether a piece of digits and a comma is cut once more (ALBERT).</param>
    public SentencePieceSpeller(SentencePieceModel model, IPieceFinder finder, bool cutsNumbers)
    {
        (this.model, this.finder, this.cutsNumbers) = (model, finder, cutsNumbers);
        userDefined = new LeftmostLongest<int>(Enumerable.Range(0, model.Pieces.Count).Where(id => model.Pieces[id].Type == PieceType.UserDefined)
            .Select(id => (model.Pieces[id].Text, id)));
    }

    /// <inheritdoc/>
    public void Spell(TextStretch word, List<Piece> pieces)
    {
        var at = 0;
        while (userDefined.Next(word.Span, at, out var start, out var end, out var id))
        {
            Segment(word, at, start, pieces);
            pieces.Add(word.Piece(id, start, end));
            at = end;
        }
        Segment(word, at, word.Length, pieces);
    }

    private void Segment(in TextStretch word, int start, int end, List<Piece> pieces)
    {
        if (start == end) return;
        var (first, unknown) = (start, -1);
        foreach (var (id, length) in finder.Find(word.Span[start..end]))
        {
            var last = start + length;
            if (id == model.Unknown && model.ByteFallback)
            {
                AddBytes(word, first, last, pieces);
            }
            else if (id == model.Unknown)
            {
                // Neighboring unknown characters are one piece.
                if (unknown >= 0) pieces.RemoveAt(pieces.Count - 1);
                else unknown = first;
                pieces.Add(word.Piece(id, unknown, last));
            }
            else if (cutsNumbers && last - first > 1 && word.Span[last - 1] == ',' && char.IsDigit(word.Span[last - 2]))
            {
                AddNumber(word, first, last, pieces);
            }
            else
            {
                pieces.Add(word.Piece(id, first, last));
            }
            if (id != model.Unknown) unknown = -1;
            first = last;
        }
    }

    // A piece that ends with a digit and a comma is cut once more without the comma, as a text of its own, which begins with a space; where the piece does
    // not, the space is taken away again (ALBERT's encode_pieces).
    private void AddNumber(in TextStretch word, int start, int end, List<Piece> pieces)
    {
        var space = word.Span[start] == SpaceMarks.Metaspace ? start : start - 1;
        var left = space;
        foreach (var (id, length) in finder.Find($"{SpaceMarks.Metaspace}{word.Span[(space + 1)..(end - 1)]}"))
        {
            var right = space + length;
            if (left >= start) pieces.Add(word.Piece(id, left, right));
            else if (right > start) pieces.Add(word.Piece(model.Id(word.Span[start..right].ToString()) ?? model.Unknown, start, right));
            left = right;
        }
        pieces.Add(word.Piece(model.Id(",") ?? model.Unknown, end - 1, end));
    }

    private void AddBytes(in TextStretch word, int start, int end, List<Piece> pieces)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in word.Span[start..end].EnumerateRunes())
        {
            var last = start + rune.Utf16SequenceLength;
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)]) pieces.Add(word.Piece(model.Bytes[value], start, last));
            start = last;
        }
    }
}
