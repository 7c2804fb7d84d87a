namespace PromptGen.Tasks;

/// <summary>How to read a file of words with labels.</summary>
public sealed record WordReadingOptions
{
    /// <summary>How the file holds them; null: by the end of its name, and columns where that says nothing.</summary>
    public WordFormat? Format { get; init; }

    /// <summary>The words: a column's number from 1, or a key. Null: the first column, <c>tokens</c>.</summary>
    public string? Words { get; init; }

    /// <summary>Their labels. Null: the last column if there are two or more, <c>ner_tags</c> where there is one.</summary>
    public string? Labels { get; init; }

    /// <summary>What separates columns; null: spaces and tabs, any number of them.</summary>
    public char? Separator { get; init; }

    /// <summary>What begins a line that is a comment, such as <c># </c> in CoNLL-U; null: nothing does, since a hash may begin a word.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether a line that begins with <c>-DOCSTART-</c> only says that a document begins, as in CoNLL-2003.</summary>
    public bool DocumentMarkers { get; init; } = true;
}
