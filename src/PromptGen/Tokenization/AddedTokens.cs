using System.Text.RegularExpressions;

namespace PromptGen.Tokenization;

/// <summary>The added tokens of a tokenizer, special ones among them: cut out of a text from its start, of several the longest.</summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<string, AddedToken> tokens;
    private readonly Regex pattern;

    public AddedTokens(IEnumerable<AddedToken> added)
    {
        tokens = added.ToDictionary(token => token.Content, StringComparer.Ordinal);
        var longestFirst = tokens.Keys.OrderByDescending(token => token.Length).ThenBy(token => token, StringComparer.Ordinal);
        pattern = new Regex(string.Join('|', longestFirst.Select(Regex.Escape)), RegexOptions.CultureInvariant);
    }

    /// <summary>The tokens by spelling.</summary>
    public IReadOnlyDictionary<string, AddedToken> All => tokens;

    /// <summary>The stretches of a text in order, none empty: an added token, or, where it is null, text between them.</summary>
    public IEnumerable<(int Start, int Length, AddedToken? Token)> Cut(string text)
    {
        var start = 0;
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            var token = tokens[match.Value];
            var end = match.Index + match.Length;
            if (match.Index < start || token.SingleWord && (Touches(text, match.Index - 1) || Touches(text, end))) continue;

            var textEnd = match.Index;
            if (token.LeftStrip)
                while (textEnd > start && char.IsWhiteSpace(text[textEnd - 1])) textEnd--;
            if (textEnd > start) yield return (start, textEnd - start, null);
            yield return (match.Index, match.Length, token);
            start = end;
            if (token.RightStrip)
                while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        }
        if (start < text.Length) yield return (start, text.Length - start, null);
    }

    private static bool Touches(string text, int index) =>
        index >= 0 && index < text.Length && (char.IsLetterOrDigit(text[index]) || text[index] == '_');
}
