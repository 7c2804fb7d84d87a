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
    private readonly TextPreparation preparation;
    private readonly ILookup<byte, byte[]> userDefined;

    /// <param name="model">The model.</param>
    /// <param name="preparation">What happens before.</param>
    public SentencePieceNormalizer(SentencePieceModel model, TextPreparation preparation)
    {
        (this.model, this.preparation) = (model, preparation);
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

    // Compatibility decomposition (NFKD) without the marks: the model's map composes, so what it makes of a character is taken apart.
    private void AddBases(Rune rune, List<Rune> to)
    {
        Span<byte> encoded = stackalloc byte[4];
        var bytes = encoded[..rune.EncodeToUtf8(encoded)];
        if (model.Characters.Longest(bytes, out var mapped) < bytes.Length) CanonicalForms.AddUnmarked(rune, to);
        else foreach (var part in mapped.EnumerateRunes()) CanonicalForms.AddUnmarked(part, to);
    }

    private (byte[] Bytes, int[] Starts, int[] Ends) Encode(string text, int start, int length)
    {
        var (bytes, starts, ends) = (new List<byte>(length), new List<int>(length), new List<int>(length));
        Span<byte> encoded = stackalloc byte[4];
        var runes = new List<Rune>(2);
        var at = start;
        var bases = new List<Rune>(2);
        while (at < start + length)
        {
            var rest = text.AsSpan(at, start + length - at);
            Rune.DecodeFromUtf16(rest, out var rune, out var size);
            if (preparation.JoinQuotes && (rest.StartsWith("``") || rest.StartsWith("''"))) (rune, size) = (new Rune('"'), 2);
            bases.Clear();
            if (preparation.StripAccents) AddBases(rune, bases);
            else bases.Add(rune);
            runes.Clear();
            foreach (var part in bases)
            {
                if (preparation.LowerCase) LowerCase.Add(part, runes);
                else runes.Add(part);
            }
            foreach (var prepared in runes) Add(prepared, encoded, at + size);
            at += size;
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
