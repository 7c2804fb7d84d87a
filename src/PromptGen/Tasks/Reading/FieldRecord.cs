using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>A row of CSV or TSV. A field without characters is an empty text, no label, no number.</summary>
internal sealed class FieldRecord : Record
{
    private readonly Header header;
    private readonly string[] fields;

    /// <exception cref="DamagedLine">There are not as many fields as columns.</exception>
    public FieldRecord(Header header, string[] fields)
    {
        if (fields.Length != header.Count) throw new DamagedLine($"has {Count(fields.Length)}", $"{header.Count}, as in line {header.Line}");
        (this.header, this.fields) = (header, fields);
    }

    public override string? TextOrNone(string key) => header.IndexOf(key) is { } index ? fields[index] : null;

    public override string? LabelOrNone(string key, ClassNames? names = null) =>
        TextOrNone(key) is not { Length: > 0 } label ? null : names is null ? label : names.OfText(label, $"'{key}'");

    protected override IReadOnlyList<string>? AllLabelsOrNone(string key, char separator, ClassNames? names) =>
        TextOrNone(key) is { } text ? Cut(text, separator, names, $"'{key}'") : null;

    public override double? NumberOrNone(string key) => LabelOrNone(key) switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        var text => throw new DamagedLine($"'{key}' is '{text}'", text.Contains(',') ? "a number, with a decimal point if it has a fraction" : "a number"),
    };

    private static string Count(int fields) => fields == 1 ? "1 field" : $"{fields} fields";
}
