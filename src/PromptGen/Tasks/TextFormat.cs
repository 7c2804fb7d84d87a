namespace PromptGen.Tasks;

/// <summary>How a file holds examples. In all of them an empty line is skipped.</summary>
public enum TextFormat
{
    /// <summary>A JSON object a line (<c>.jsonl</c>, <c>.json</c>).</summary>
    JsonLines,

    /// <summary>A line's first word is its label, the rest its text.</summary>
    LabeledLines,

    /// <summary>A line is a text without a label.</summary>
    PlainLines,
}
