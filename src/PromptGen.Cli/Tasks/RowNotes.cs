using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>Counts what a user should know of texts that a tokenizer read: how many were cut, and how many it does not know.</summary>
/// <param name="tokenizer">What read them.</param>
internal sealed class RowNotes(TextTokenizer tokenizer)
{
    private readonly UnknownTokens unknown = new(tokenizer);
    private int cut;

    public void Add(string text, TokenizedText row)
    {
        unknown.Add(text, row);
        if (row.IsTruncated) cut++;
    }

    /// <summary>A sentence each.</summary>
    /// <param name="maxTokens">Of a row.</param>
    public IEnumerable<string> Notes(int maxTokens)
    {
        if (cut > 0) yield return $"{cut} of {unknown.TextCount} texts were cut to {maxTokens} tokens";
        if (unknown.Note is { } note) yield return note;
    }
}
