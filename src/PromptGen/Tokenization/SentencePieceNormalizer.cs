using System.Text;
using PromptGen.Tokenization.Normalizers;

namespace PromptGen.Tokenization;

/// <summary>Normalizes text as SentencePiece does before it cuts it into pieces; spaces stay spaces (<see cref="PreTokenizers.MetaspacePreTokenizer"/> marks them).</summary>
/// <remarks>The steps are those of <c>Normalizer::Normalize</c> in SentencePiece's normalizer.cc.</remarks>
internal sealed class SentencePieceNormalizer : ITextNormalizer
{
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

    /// <inheritdoc/>
    public NormalizedText Normalize(NormalizedText text)
    {
        var (bytes, starts, ends) = Encode(text);
        var normalized = new NormalizedText.Builder(bytes.Length);
        var at = 0;
        if (model.RemoveExtraSpaces)
        {
            while (at < bytes.Length && Next(bytes.AsSpan(at), out var size) == " ") at += size;
        }
        var afterSpace = model.RemoveExtraSpaces;
        while (at < bytes.Length)
        {
            var next = Next(bytes.AsSpan(at), out var size).AsSpan();
            if (afterSpace) next = next.TrimStart(' ');
            foreach (var rune in next.EnumerateRunes()) normalized.Append(rune, starts[at], ends[at + size - 1]);
            if (next.Length > 0) afterSpace = model.RemoveExtraSpaces && next[^1] == ' ';
            at += size;
        }
        if (model.RemoveExtraSpaces)
        {
            while (normalized.Length > 0 && normalized.Last is ' ' or SpaceMarks.Metaspace) normalized.RemoveLast();
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

    private (byte[] Bytes, int[] Starts, int[] Ends) Encode(NormalizedText text)
    {
        var length = text.Text.Length;
        var (bytes, starts, ends) = (new List<byte>(length), new List<int>(length), new List<int>(length));
        Span<byte> encoded = stackalloc byte[4];
        var (bases, cased) = (new List<Rune>(2), new List<Rune>(2));
        for (int at = 0, size; at < length; at += size)
        {
            var rest = text.Text.AsSpan(at);
            Rune.DecodeFromUtf16(rest, out var rune, out size);
            if (preparation.JoinQuotes && (rest.StartsWith("``") || rest.StartsWith("''"))) (rune, size) = (new Rune('"'), 2);
            bases.Clear();
            if (preparation.StripAccents) AddBases(rune, bases);
            else bases.Add(rune);
            cased.Clear();
            foreach (var part in bases)
            {
                if (preparation.LowerCase) LowerCase.Add(part, cased);
                else cased.Add(part);
            }
            foreach (var prepared in cased)
            {
                foreach (var value in encoded[..prepared.EncodeToUtf8(encoded)])
                {
                    bytes.Add(value);
                    starts.Add(text.Starts[at]);
                    ends.Add(text.Ends[at + size - 1]);
                }
            }
        }
        return ([.. bytes], [.. starts], [.. ends]);
    }
}
