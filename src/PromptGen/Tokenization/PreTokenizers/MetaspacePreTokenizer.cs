namespace PromptGen.Tokenization.PreTokenizers;

/// <summary>Writes a mark for every space, one more before the text, and cuts before each mark.</summary>
/// <param name="Prefix">When a mark is written before the text.</param>
/// <param name="Cuts">Whether it cuts.</param>
internal sealed record MetaspacePreTokenizer(MetaspacePrefix Prefix, bool Cuts = true) : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<TextStretch> Split(TextStretch text)
    {
        if (text.Length == 0) yield break;
        var marked = text.ToText() with { Text = text.Span.ToString().Replace(' ', SpaceMarks.Metaspace) };
        var prefixed = Prefix switch
        {
            MetaspacePrefix.Once => text.Start == 0 || marked.Text[0] != SpaceMarks.Metaspace,
            MetaspacePrefix.Always => marked.Text[0] != SpaceMarks.Metaspace,
            MetaspacePrefix.First => marked.Text[0] != SpaceMarks.Metaspace && marked.Starts[0] == 0,
            _ => false,
        };
        var all = (prefixed ? marked.All.WithPrefix(SpaceMarks.Metaspace) : marked).All;
        var word = 0;
        for (var at = 1; Cuts && at < all.Length; at++)
        {
            if (all.Span[at] != SpaceMarks.Metaspace) continue;
            yield return all.Slice(word, at);
            word = at;
        }
        yield return all.Slice(word, all.Length);
    }
}
