using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>A row of a Parquet file.</summary>
internal sealed class ParquetRecord(
    IReadOnlyDictionary<string, object?[]> columns, IReadOnlyDictionary<string, ClassNames> classes, int row, SourceLine source) : Record
{
    public SourceLine Source => source;

    public override string? TextOrNone(string key) => Value(key) switch
    {
        null => null,
        string text => text,
        var value => throw new DamagedLine($"'{key}' is {InWords(value)}", "a text"),
    };

    public override string? LabelOrNone(string key, ClassNames? names = null) => Value(key) is { } value ? Label(value, $"'{key}'", NamesOf(key, names)) : null;

    protected override IReadOnlyList<string>? AllLabelsOrNone(string key, char separator, ClassNames? names) => Labels(key, names, "a label");

    public override double? NumberOrNone(string key) => Value(key) switch
    {
        null => null,
        long number => number,
        // pandas writes a number that is missing as no number.
        double number when double.IsNaN(number) => null,
        double number when double.IsFinite(number) => number,
        var value => throw new DamagedLine($"'{key}' is {InWords(value)}", "a number"),
    };

    /// <summary>The words of a column of lists.</summary>
    /// <exception cref="DamagedLine">They are no texts.</exception>
    public IReadOnlyList<string> Words(string key) =>
        List(key, (value, i) => value as string ?? throw new DamagedLine($"'{key}'[{i}] is {InWords(value)}", "a text")) ?? throw new DamagedLine($"has no '{key}'", "a list of texts");

    /// <summary>The labels of a column of lists; null: none.</summary>
    /// <param name="key">The column.</param>
    /// <param name="names">What numbers mean where the file does not say; null: they are labels themselves.</param>
    /// <param name="expected">What should stand where no label does.</param>
    /// <exception cref="DamagedLine">They are no labels.</exception>
    public IReadOnlyList<string>? Labels(string key, ClassNames? names, string expected = "a label for each word")
    {
        names = NamesOf(key, names);
        var labels = List(key, (value, i) => value is null or double.NaN
            ? throw new DamagedLine($"'{key}'[{i}] is {InWords(value)}", expected)
            : Label(value, $"'{key}'[{i}]", names));
        return labels is null ? null : ClassNames.AllOrNone(labels, i => $"'{key}'[{i}]", expected);
    }

    private object? Value(string key) => columns.TryGetValue(key, out var values) ? values[row] : null;

    private IReadOnlyList<T>? List<T>(string key, Func<object?, int, T> item) => ((object?[]?)Value(key))?.Select(item).ToArray();

    /// <summary>What the file itself says goes first.</summary>
    private ClassNames? NamesOf(string key, ClassNames? names) => classes.GetValueOrDefault(key) ?? names;

    private static string? Label(object? value, string name, ClassNames? names) => value switch
    {
        long number => names is null ? number.ToString(CultureInfo.InvariantCulture) : names.OfNumber(number, name),
        string { Length: > 0 } text => names is null ? text : names.OfText(text, name),
        true => "true",
        false => "false",
        // pandas makes whole numbers real ones where one of them is missing.
        double number when double.IsNaN(number) => null,
        double number when Math.Abs(number) < 1L << 53 && Math.Truncate(number) == number => Label((long)number, name, names),
        _ => throw new DamagedLine($"{name} is {InWords(value)}", LabelExpected),
    };

    private static string InWords(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
