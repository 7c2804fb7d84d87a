using System.Globalization;

namespace PromptGen.Tokenization;

/// <summary>
/// Counts how much of some texts a vocabulary does not know. Texts that are mostly unknown tokens all look the same to a model: the tokenizer is that of
/// another language, or reads letters in another case.
/// </summary>
/// <param name="tokenizer">What made the rows.</param>
public sealed class UnknownTokens(TextTokenizer tokenizer)
{
    /// <summary>So many texts are read in the other case to see whether that helps.</summary>
    private const int Tried = 50;

    private long tokens, unknown;
    private (long Before, long Lower, long Upper) tried;
    private int triedCount;

    /// <summary>The texts so far.</summary>
    public int TextCount { get; private set; }

    /// <summary>Those of which more than half is unknown, in tokens or in characters.</summary>
    public int MostlyUnknownCount { get; private set; }

    /// <summary>The share of all their tokens that is unknown, special tokens around a text not counted; 0 to 1.</summary>
    public double Share => tokens == 0 ? 0 : (double)unknown / tokens;

    /// <summary>What to tell a user; null: no text is mostly unknown.</summary>
    public string? Note => MostlyUnknownCount == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"{MostlyUnknownCount} of {TextCount} texts are mostly unknown tokens ({100 * Share:0.#} % of all their tokens): ")
            + (Helps(tried.Lower) ? "most of these words are known in lower case, so 'do_lower_case' in tokenizer_config.json is likely wrong"
                : Helps(tried.Upper) ? "most of these words are known in upper case, so the texts' case is likely wrong for this vocabulary"
                : "the vocabulary is likely that of another language or script");

    /// <summary>Counts one text.</summary>
    /// <param name="text">The text, or both of a pair, or words with blanks between them.</param>
    /// <param name="row">What the tokenizer made of it.</param>
    public void Add(string text, TokenizedText row)
    {
        TextCount++;
        var missed = tokenizer.CountUnknown(row);
        var count = row.Spans.Count(span => span.Part != TextPart.None);
        (tokens, unknown) = (tokens + count, unknown + missed);
        if (2 * missed <= count && !IsMostlyUnknown(row)) return;
        MostlyUnknownCount++;
        if (triedCount++ >= Tried) return;
        tried.Before += Unknown(text);
        tried.Lower += Unknown(text.ToLowerInvariant());
        tried.Upper += Unknown(text.ToUpperInvariant());

        int Unknown(string read) => tokenizer.CountUnknown(tokenizer.Encode(read, maximumLength: Math.Max(row.Length, 8)));
    }

    private bool Helps(long unknownThere) => 2 * unknownThere < tried.Before;

    /// <summary>By characters: where the space before a word is a token, half of the tokens are known whatever the words are.</summary>
    private bool IsMostlyUnknown(TokenizedText row)
    {
        var (all, missed) = (0, 0);
        for (var i = 0; i < row.Spans.Count; i++)
        {
            if (row.Spans[i].Part == TextPart.None) continue;
            all += row.Spans[i].Length;
            if (row.Ids[i] == tokenizer.SpecialTokens.Unknown) missed += row.Spans[i].Length;
        }
        return 2 * missed > all;
    }
}
