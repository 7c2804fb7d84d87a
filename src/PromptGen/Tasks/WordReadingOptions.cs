namespace PromptGen.Tasks;

/// <summary>How to read a file of words with labels.</summary>
public sealed record WordReadingOptions
{
    /// <summary>How the file holds them; null: by the end of its name, and columns where that says nothing.</summary>
    public WordFormat? Format { get; init; }

    /// <summary>The words: a column's number from 1, or a key. Null: the first column, in CoNLL-U the second; <c>tokens</c>.</summary>
    public string? Words { get; init; }

    /// <summary>Their labels. Null: the last column if there are two or more, in CoNLL-U the fourth; <c>ner_tags</c> where there is one.</summary>
    public string? Labels { get; init; }

    /// <inheritdoc cref="TextColumns.LabelNames"/>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>What separates columns; null: spaces and tabs, any number of them; in CoNLL-U one tab.</summary>
    public char? Separator { get; init; }

    /// <summary>What begins a line that is a comment, such as <c># </c> in CoNLL-U; null: nothing does, since a hash may begin a word, but in CoNLL-U <c>#</c>.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether a line that begins with <c>-DOCSTART-</c> only says that a document begins, as in CoNLL-2003.</summary>
    public bool DocumentMarkers { get; init; } = true;

    /// <summary>Where CoNLL-U has words (<c>FORM</c>) and labels (<c>UPOS</c>), unless something else is said.</summary>
    internal WordReadingOptions OfConllU() => this with { Words = Words ?? "2", Labels = Labels ?? "4", Separator = Separator ?? '\t', Comment = Comment ?? "#" };
}
