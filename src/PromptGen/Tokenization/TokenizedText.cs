namespace PromptGen.Tokenization;

/// <summary>One text, or two, as an encoder reads it.</summary>
/// <param name="Ids">Token ids, special tokens included.</param>
/// <param name="TokenTypes">The segment of each token: 0, or 1 in the second text of encoders that tell the two apart.</param>
/// <param name="IsTruncated">Whether tokens were cut off.</param>
public sealed record TokenizedText(int[] Ids, int[] TokenTypes, bool IsTruncated = false)
{
    /// <summary>T, the number of tokens.</summary>
    public int Length => Ids.Length;

    /// <summary>Where each token comes from. Empty where a row was not made from texts.</summary>
    public IReadOnlyList<TokenSpan> Spans { get; init; } = [];

    /// <summary>
    /// Where each token stands in its text, in UTF-16 units, as Hugging Face's tokenizers say it: with the space before a word, and without accents that
    /// normalization dropped, where they do so. Empty where a row was not made from texts; (0, 0) for special tokens that stand around them.
    /// </summary>
    public IReadOnlyList<(int Start, int End)> Offsets { get; init; } = [];

    /// <summary>
    /// The blanks that are filled behind the text, one after the other, for encoders that fill blanks; all tokens before the first are
    /// part A, and the rest is part B.
    /// </summary>
    public IReadOnlyList<FilledBlank> Blanks { get; init; } = [];

    /// <summary>Where part B begins; without blanks, T.</summary>
    public int PartB => Blanks.Count == 0 ? Length : Blanks[0].Start;

    /// <summary>[T]: in part A the index of a token, in part B that of its blank in part A (GLM, the first of two positions).</summary>
    public int[] PartPositions => Numbered((blank, _) => blank.Position, index => index);

    /// <summary>[T]: 0 in part A, counted from 1 in every blank (GLM, the second of two positions).</summary>
    public int[] BlockPositions => Numbered((_, index) => index + 1, _ => 0);

    private int[] Numbered(Func<FilledBlank, int, int> inBlank, Func<int, int> outside)
    {
        var numbers = new int[Length];
        for (var i = 0; i < Length; i++) numbers[i] = outside(i);
        foreach (var blank in Blanks)
            for (var i = 0; i < blank.Length; i++)
                numbers[blank.Start + i] = inBlank(blank, i);
        return numbers;
    }
}
