namespace PromptGen.Tasks;

/// <summary>How a file holds sentences of words with labels.</summary>
public enum WordFormat
{
    /// <summary>CoNLL: a word a line, in columns, and an empty line after a sentence.</summary>
    Columns,

    /// <summary>A JSON object a line (<c>.jsonl</c>, <c>.json</c>), with an array of words and one of labels.</summary>
    JsonLines,

    /// <summary>Apache Parquet (<c>.parquet</c>) with columns of lists, as the Hugging Face hub serves data sets.</summary>
    Parquet,

    /// <summary>
    /// CoNLL-U (<c>.conllu</c>): columns between tabs, the word in the second and its part of speech in the fourth, comments; ranges of words that are written
    /// together and empty nodes are left out. https://universaldependencies.org/format.html
    /// </summary>
    ConllU,
}
