namespace PromptGen.Tasks.Reading;

/// <summary>Makes the examples of one file, and remembers what the file has.</summary>
/// <param name="columns">Where their parts are.</param>
internal sealed class RowReading(TextColumns columns)
{
    public TextColumns Columns => columns;

    public ClassNames? Names { get; } = ClassNames.Of(columns.LabelNames);

    /// <summary>The keys or columns of the file; null: nothing was read, or its format has none.</summary>
    public IReadOnlyList<string>? Keys { get; set; }

    /// <exception cref="DamagedLine">The record is no such example.</exception>
    public TextExample Read(Record record, SourceLine source) => columns.Read(record, source, Names);
}
