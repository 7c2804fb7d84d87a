using PromptGen.Heads;
using PromptGen.Tasks.Reading;

namespace PromptGen.Tasks;

/// <summary>
/// Where JSON lines, CSV, TSV and Parquet hold an example's parts: under which key, in which column. CSV and TSV also take a column's number, from 1.
/// A key that is given must be on every JSON line, a column that is given in the header.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text. Null: <c>text_pair</c>, where there is one.</param>
/// <param name="Label">The label, of the kind that <see cref="Labels"/> says. Null: <c>label</c>, where there is one.</param>
public record TextColumns(string Text = TextColumns.UsualText, string? Pair = null, string? Label = null)
{
    internal const string UsualText = "text";

    private const string UsualPair = "text_pair", UsualLabel = "label", UsualId = "idx";

    /// <summary>What identifies an example. Null: <c>idx</c>, where there is one that is a text or a whole number.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// What a label is: a text, a whole number or a boolean; several of them, as an array, or as a text that <see cref="Separator"/> cuts; a number,
    /// for regression.
    /// </summary>
    public LabelKind Labels { get; init; } = LabelKind.One;

    /// <summary>What stands between several labels in one text.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>
    /// The labels' names by id, as <c>ClassLabel(names)</c> of the hub's <c>datasets</c> has them: a number is an id, -1 no label, and a text that is no name
    /// but a number an id too, except where all names are whole numbers. Null: a number is a label by itself. What a Parquet file declares goes first.
    /// </summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>The keys that must be there.</summary>
    internal virtual IEnumerable<string> Required => new[] { Text, Pair, Label, Id }.OfType<string>();

    /// <summary>All keys that are looked at.</summary>
    internal IEnumerable<string> Used => Required.Concat([Pair ?? UsualPair, Label ?? UsualLabel, Id ?? UsualId]).Distinct(StringComparer.Ordinal);

    /// <summary>The key of the label.</summary>
    internal string LabelKey => Label ?? UsualLabel;

    /// <exception cref="DamagedLine">The record is no such example.</exception>
    internal TextExample Read(Record record, SourceLine source, ClassNames? names)
    {
        var (text, pair) = Texts(record);
        var example = new TextExample(text, pair, null, source);
        example = Labels switch
        {
            LabelKind.Value => example with { Value = record.NumberOrNone(LabelKey) },
            LabelKind.Several => example with { Labels = record.LabelsOrNone(LabelKey, Separator, names) },
            _ => example with { Label = record.LabelOrNone(LabelKey, names) },
        };
        var id = Id is null ? UsualIdOf(record) : record.LabelOrNone(Id);
        if (Label is not null && record.Lacks(Label))
            throw new DamagedLine(record.HasNo(Label), Labels switch { LabelKind.Value => "a number", LabelKind.Several => "an array of labels", _ => "a label" });
        if (Id is not null && record.Lacks(Id)) throw new DamagedLine(record.HasNo(Id), "an identifier");
        return example with { Id = id };
    }

    /// <summary>The texts of a record.</summary>
    /// <exception cref="DamagedLine">One is not there.</exception>
    private protected virtual (string Text, string? Pair) Texts(Record record) =>
        (record.Text(Text), Pair is null ? record.TextOrNone(UsualPair) : record.Text(Pair));

    // MultiRC and others have objects there, which nobody asked for.
    private static string? UsualIdOf(Record record)
    {
        try
        {
            return record.LabelOrNone(UsualId);
        }
        catch (DamagedLine)
        {
            return null;
        }
    }
}
