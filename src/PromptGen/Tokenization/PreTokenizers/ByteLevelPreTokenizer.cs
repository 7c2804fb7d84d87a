namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>Cuts a text into the words of byte-level BPE, each with the space before it.</summary>
/// <param name="AddPrefixSpace">Whether every stretch that begins with no space is read as if it did.</param>
/// <param name="CutsWords">Whether it cuts by GPT-2's pattern; false: another step has cut already.</param>
internal sealed record ByteLevelPreTokenizer(bool AddPrefixSpace, bool CutsWords = true) : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<TextStretch> Split(TextStretch text)
    {
        if (text.Length == 0) yield break;
        var spaced = AddPrefixSpace && text.Span[0] != ' ' ? text.WithPrefix(' ').All : text;
        for (int at = 0, length; at < spaced.Length; at += length)
        {
            length = CutsWords ? Gpt2Words.First(spaced.Span[at..]) : spaced.Length;
            yield return spaced.Slice(at, at + length);
        }
    }
}
