namespace PromptGen.Tokenization;

/// <summary>One text, or two, as an encoder reads it.</summary>
/// <param name="Ids">Token ids, special tokens included.</param>
/// <param name="TokenTypes">The segment of each token: 0, or 1 in the second text of encoders that tell the two apart.</param>
/// <param name="IsTruncated">Whether tokens were cut off.</param>
public sealed record TokenizedText(int[] Ids, int[] TokenTypes, bool IsTruncated = false)
{
    /// <summary>T, the number of tokens.</summary>
    public int Length => Ids.Length;
}
