using PromptGen.Heads;
using PromptGen.Tasks;

namespace PromptGen.Cli.Training;

/// <summary>How files hold examples, as far as somebody said; what is not said is the task's, or told by the file's name and header.</summary>
internal sealed record DataReading
{
    public DataFormat? Format { get; init; }

    /// <summary>The key or column of the text, or of the words.</summary>
    public string? Text { get; init; }

    public string? Pair { get; init; }

    public string? Label { get; init; }

    /// <summary>What begins a comment among columns.</summary>
    public string? Comment { get; init; }

    /// <summary>What stands between several labels in one text.</summary>
    public char LabelSeparator { get; init; } = ',';

    public bool Header { get; init; } = true;
    public char? Delimiter { get; init; }
    public bool? Quotes { get; init; }

    /// <summary>For tasks over texts.</summary>
    /// <param name="columns">Where a known data set has its parts; null: where this says.</param>
    /// <param name="labels">What a label is.</param>
    /// <param name="names">What labels that are numbers mean; null: they are names themselves.</param>
    /// <exception cref="UserException">The format is of another task.</exception>
    public ReadingOptions ForTexts(TextColumns? columns, LabelKind labels, IReadOnlyList<string>? names = null) => new()
    {
        Columns = (columns ?? new TextColumns(Text ?? "text", Pair, Label)) with { Labels = labels, LabelNames = names, Separator = LabelSeparator },
        Format = As<TextFormat>(),
        Header = Header,
        Delimiter = Delimiter,
        Quotes = Quotes,
    };

    /// <summary>For tasks over words.</summary>
    /// <param name="names">What labels that are numbers mean; null: they are names themselves.</param>
    /// <exception cref="UserException">The format is of another task.</exception>
    public WordReadingOptions ForWords(IReadOnlyList<string>? names = null) =>
        new() { Format = As<WordFormat>(), Words = Text, Labels = Label, LabelNames = names, Separator = Delimiter, Comment = Comment };

    private TFormat? As<TFormat>() where TFormat : struct, Enum => Format is not { } format ? null
        : Enum.TryParse<TFormat>(format.ToString(), out var known) ? known
        : throw new UserException($"--format {format}: does not hold what this task reads; expected {string.Join(", ", Enum.GetNames<TFormat>())}.");
}
