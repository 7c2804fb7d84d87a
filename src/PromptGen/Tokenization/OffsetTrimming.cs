namespace PromptGen.Tokenization;

/// <summary>Takes the spaces of byte-level tokens out of their offsets, as RoBERTa's post-processor does.</summary>
/// <param name="AddPrefixSpace">Whether a space was added before the text, so that the first token's is not taken out.</param>
/// <remarks>
/// The steps are those of <c>process_offsets</c> in Hugging Face's tokenizers, which count characters: a space that is not in the text counts too.
/// </remarks>
internal sealed record OffsetTrimming(bool AddPrefixSpace)
{
    /// <summary>The offsets of a token without its spaces, in UTF-16 units.</summary>
    /// <param name="text">The text.</param>
    /// <param name="piece">The token.</param>
    /// <param name="isFirst">Whether it is the text's first.</param>
    public (int Start, int End) Trim(string text, in Piece piece, bool isFirst)
    {
        var (start, end) = (piece.Start, piece.End);
        var leading = AddPrefixSpace && (isFirst || start == 0) && piece.Leading == 1 ? 0 : piece.Leading;
        for (; leading > 0 && start < end; leading--) start += char.IsHighSurrogate(text[start]) ? 2 : 1;
        for (var trailing = piece.Trailing; trailing > 0 && end > start; trailing--) end -= char.IsLowSurrogate(text[end - 1]) ? 2 : 1;
        return (Math.Min(start, end), end);
    }
}
