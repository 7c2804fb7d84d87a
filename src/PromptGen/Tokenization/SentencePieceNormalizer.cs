using System.Text;

namespace PromptGen.Tokenization;

/// <summary>Normalizes text as SentencePiece does before it cuts it into pieces, and remembers what came from where.</summary>
/// <remarks>The steps are those of <c>Normalizer::Normalize</c> in SentencePiece's normalizer.cc.</remarks>
internal sealed class SentencePieceNormalizer
{
    /// <summary>What a space becomes.</summary>
    public const char Space = '\u2581';

    private static readonly Rune SpaceRune = new(Space);

    private readonly SentencePieceModel model;
    private readonly bool lowerCase;
    private readonly ILookup<byte, byte[]> userDefined;

    /// <param name="model">The model.</param>
    /// <param name="lowerCase">Whether text is put in lower case first, character by character.</param>
    public SentencePieceNormalizer(SentencePieceModel model, bool lowerCase)
    {
        (this.model, this.lowerCase) = (model, lowerCase);
        userDefined = model.Pieces.Where(piece => piece.Type == PieceType.UserDefined).Select(piece => Encoding.UTF8.GetBytes(piece.Text))
            .OrderByDescending(bytes => bytes.Length).ToLookup(bytes => bytes[0]);
    }

    /// <summary>Normalizes a stretch of text.</summary>
    /// <param name="text">The text around it; no half of a surrogate pair.</param>
    /// <param name="start">Where the stretch begins.</param>
    /// <param name="length">How long it is.</param>
    public AlignedText Normalize(string text, int start, int length)
    {
        var (bytes, starts, ends) = Encode(text, start, length);
        var normalized = new AlignedText.Builder();
        var at = 0;
        if (model.RemoveExtraSpaces)
        {
            while (at < bytes.Length && Next(bytes.AsSpan(at), out var size) == " ") at += size;
        }
        if (at == bytes.Length) return normalized.Build();

        if (model.DummyPrefix) normalized.Append(SpaceRune, starts[at], starts[at]);
        var afterSpace = model.RemoveExtraSpaces;
        while (at < bytes.Length)
        {
            var next = Next(bytes.AsSpan(at), out var size).AsSpan();
            if (afterSpace) next = next.TrimStart(' ');
            foreach (var rune in next.EnumerateRunes()) normalized.Append(rune.Value == ' ' ? SpaceRune : rune, starts[at], ends[at + size - 1]);
            if (next.Length > 0) afterSpace = model.RemoveExtraSpaces && next[^1] == ' ';
            at += size;
        }
        if (model.RemoveExtraSpaces)
        {
            while (normalized.Length > 0 && normalized.Last == Space) normalized.RemoveLast();
        }
        return normalized.Build();
    }

    private string Next(ReadOnlySpan<byte> bytes, out int size)
    {
        foreach (var symbol in userDefined[bytes[0]])
        {
            if (!bytes.StartsWith(symbol)) continue;
            size = symbol.Length;
            return Encoding.UTF8.GetString(symbol);
        }
        size = model.Characters.Longest(bytes, out var result);
        if (size > 0) return result;

        // A map that cuts a character in two leaves bytes that are none: each is U+FFFD, as this returns too.
        Rune.DecodeFromUtf8(bytes, out var rune, out size);
        return rune.ToString();
    }

    private (byte[] Bytes, int[] Starts, int[] Ends) Encode(string text, int start, int length)
    {
        var (bytes, starts, ends) = (new List<byte>(length), new List<int>(length), new List<int>(length));
        Span<byte> encoded = stackalloc byte[4];
        var runes = new List<Rune>(2);
        var at = start;
        foreach (var rune in text.AsSpan(start, length).EnumerateRunes())
        {
            var end = at + rune.Utf16SequenceLength;
            runes.Clear();
            if (lowerCase) LowerCase.Add(rune, runes);
            else runes.Add(rune);
            foreach (var cased in runes) Add(cased, encoded, end);
            at = end;
        }
        return ([.. bytes], [.. starts], [.. ends]);

        void Add(Rune rune, Span<byte> buffer, int end)
        {
            foreach (var value in buffer[..rune.EncodeToUtf8(buffer)])
            {
                bytes.Add(value);
                starts.Add(at);
                ends.Add(end);
            }
        }
    }
}
