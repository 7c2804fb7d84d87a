namespace PromptGen.Tasks;

/// <summary>How a file holds examples. In those made of lines an empty line is skipped.</summary>
public enum TextFormat
{
    /// <summary>A JSON object a line (<c>.jsonl</c>, <c>.json</c>).</summary>
    JsonLines,

    /// <summary>A line's first word is its label, the rest its text.</summary>
    LabeledLines,

    /// <summary>A line is a text without a label.</summary>
    PlainLines,

    /// <summary>Fields between commas, in double quotes where they hold commas, quotes or line ends (<c>.csv</c>; RFC 4180).</summary>
    Csv,

    /// <summary>Fields between tabs, a quote being a character like others (<c>.tsv</c>, <c>.tab</c>; as GLUE's files are).</summary>
    Tsv,

    /// <summary>Columns in Apache Parquet (<c>.parquet</c>), as the Hugging Face hub serves data sets.</summary>
    Parquet,
}
