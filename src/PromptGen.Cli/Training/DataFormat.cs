namespace PromptGen.Cli.Training;

/// <summary>How a file holds examples, of whatever task.</summary>
internal enum DataFormat
{
    /// <summary>A JSON object a line.</summary>
    JsonLines,

    /// <summary>A line's first word is its label, the rest its text.</summary>
    LabeledLines,

    /// <summary>A line is a text.</summary>
    PlainLines,

    /// <summary>Fields between commas.</summary>
    Csv,

    /// <summary>Fields between tabs.</summary>
    Tsv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>CoNLL: a word a line, its label in the last column, an empty line after a sentence.</summary>
    Columns,

    /// <summary>CoNLL-U: such columns between tabs, with the word in the second and its part of speech in the fourth.</summary>
    ConllU,
}
