using System.Text;
using System.Text.RegularExpressions;

namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>Cuts a text into what a pattern finds, one after the other, and what stands between.</summary>
/// <remarks>
/// .NET's expressions see UTF-16 units, so that a letter beyond U+FFFF would be none. Such a character is replaced by one below of the same
/// category first. Only patterns that are known to run in linear time are accepted.
/// </remarks>
internal sealed record PatternPreTokenizer : IPreTokenizer
{
    private const string
        Head = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|",
        Tail = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The pattern of Qwen2.</summary>
    public const string Qwen2 = Head + @"\p{N}" + Tail;

    /// <summary>The pattern of Llama 3, which EuroBERT has.</summary>
    public const string Llama3 = Head + @"\p{N}{1,3}" + Tail;

    private readonly Regex regex;

    /// <param name="pattern">One of the patterns above.</param>
    public PatternPreTokenizer(string pattern) => regex = new Regex(Pattern = pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);

    public string Pattern { get; }

    /// <inheritdoc/>
    public IEnumerable<TextStretch> Split(TextStretch text)
    {
        var (units, places) = OneUnitEach(text.Span);
        var at = 0;
        for (var match = regex.Match(units); match.Success; match = match.NextMatch())
        {
            var (start, end) = (places is null ? match.Index : places[match.Index], match.Index + match.Length);
            if (places is not null) end = places[end];
            if (start > at) yield return text.Slice(at, start);
            yield return text.Slice(start, end);
            at = end;
        }
        if (text.Length > at) yield return text.Slice(at, text.Length);
    }

    private static (string Units, int[]? Places) OneUnitEach(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF')) return (text.ToString(), null);
        var built = new StringBuilder(text.Length);
        var places = new List<int>(text.Length + 1);
        for (int at = 0, size; at < text.Length; at += size)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out size);
            built.Append(size == 1 ? text[at] : Rune.IsLetter(rune) ? '\u4E00' : Rune.IsNumber(rune) ? '0' : '\u2600');
            places.Add(at);
        }
        places.Add(text.Length);
        return (built.ToString(), [.. places]);
    }
}
