namespace PromptGen.Tasks;

/// <summary>How to read a file of texts; what is not said is told by its name and its header.</summary>
public sealed record ReadingOptions
{
    /// <summary>Where an example's parts are.</summary>
    public TextColumns Columns { get; init; } = new();

    /// <summary>
    /// How the file holds examples; null: by the end of its name, and <see cref="Otherwise"/> where that says nothing. A file that is told so is refused where it
    /// holds words in columns.
    /// </summary>
    public TextFormat? Format { get; init; }

    /// <summary>How a file holds examples where nothing says it.</summary>
    public TextFormat Otherwise { get; init; } = TextFormat.LabeledLines;

    /// <summary>Whether the first line of CSV and TSV names the columns; without, they are named by number, from 1.</summary>
    public bool Header { get; init; } = true;

    /// <summary>What separates fields in CSV and TSV; null: a comma, a tab.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether double quotes enclose fields in CSV and TSV; null: in CSV they do, in TSV they do not.</summary>
    public bool? Quotes { get; init; }

    /// <summary>The format that the end of a file's name says.</summary>
    /// <param name="path">The name.</param>
    /// <param name="otherwise">What it is where the end says nothing.</param>
    public static TextFormat FormatOf(string path, TextFormat otherwise = TextFormat.LabeledLines) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".json" => TextFormat.JsonLines,
        ".csv" => TextFormat.Csv,
        ".tsv" or ".tab" => TextFormat.Tsv,
        ".parquet" => TextFormat.Parquet,
        _ => otherwise,
    };
}
