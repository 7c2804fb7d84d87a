using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>A row of a Parquet file.</summary>
internal sealed class ParquetRecord(
    IReadOnlyDictionary<string, object?[]> columns, IReadOnlyDictionary<string, IReadOnlyList<string>> classes, int row, SourceLine source) : Record
{
    public SourceLine Source => source;

    public override string? TextOrNone(string key) => Value(key) switch
    {
        null => null,
        string text => text,
        var value => throw new DamagedLine($"'{key}' is {InWords(value)}", "a text"),
    };

    public override string? LabelOrNone(string key) => Value(key) is { } value ? Label(value, key, $"'{key}'") : null;

    protected override IReadOnlyList<string>? AllLabelsOrNone(string key, char separator) => Labels(key, "a label");

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
    /// <param name="expected">What should stand where no label does.</param>
    /// <exception cref="DamagedLine">They are no labels.</exception>
    public IReadOnlyList<string>? Labels(string key, string expected = "a label for each word") => List(key, (value, i) =>
        Label(value, key, $"'{key}'[{i}]") ?? throw new DamagedLine($"'{key}'[{i}] is {InWords(value)}", expected));

    private object? Value(string key) => columns.TryGetValue(key, out var values) ? values[row] : null;

    private IReadOnlyList<string>? List(string key, Func<object?, int, string> item) => ((object?[]?)Value(key))?.Select(item).ToArray();

    private string? Label(object? value, string key, string name) => value switch
    {
        long number when classes.TryGetValue(key, out var names) => number == -1 ? null
            : number >= 0 && number < names.Count ? names[(int)number]
            : throw new DamagedLine($"{name} is {number}", $"a class from 0 to {names.Count - 1}, or -1 for none"),
        long number => number.ToString(CultureInfo.InvariantCulture),
        string { Length: > 0 } text => text,
        true => "true",
        false => "false",
        // pandas makes whole numbers real ones where one of them is missing.
        double number when double.IsNaN(number) => null,
        double number when Math.Abs(number) < 1L << 53 && Math.Truncate(number) == number => ((long)number).ToString(CultureInfo.InvariantCulture),
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
