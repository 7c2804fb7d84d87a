using System.Globalization;
using System.Text;
using System.Text.Json;
using PromptGen.Checkpoints;
using PromptGen.Files;

namespace PromptGen.Tasks.Reading;

/// <summary>A line that is a JSON object.</summary>
internal sealed class JsonRecord : Record, IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonDocument document;

    /// <exception cref="DamagedLine">The line is no such object.</exception>
    public JsonRecord(string line, string key)
    {
        document = Parse(line);
        if (document.RootElement.ValueKind == JsonValueKind.Object) return;
        var found = document.RootElement.InWords();
        document.Dispose();
        throw new DamagedLine($"holds {found}", $"a JSON object with '{key}'");
    }

    public override IReadOnlyList<string> Keys => [.. document.RootElement.EnumerateObject().Select(member => member.Name)];

    public override bool Lacks(string key) => Value(key) is null;

    public void Dispose() => document.Dispose();

    public override string? TextOrNone(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => String(value, key),
        { } value => throw new DamagedLine($"'{key}' is {value.InWords()}", "a text"),
    };

    public override string? LabelOrNone(string key, ClassNames? names = null) => Value(key) is { } value ? Label(value, key, $"'{key}'", names) : null;

    protected override IReadOnlyList<string>? AllLabelsOrNone(string key, char separator, ClassNames? names) =>
        Value(key) is { ValueKind: JsonValueKind.String } text ? Cut(String(text, key), separator, names, $"'{key}'") : Labels(key, names, "a label");

    public override double? NumberOrNone(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        { } value => throw new DamagedLine($"'{key}' is {value.InWords()}", "a number"),
    };

    /// <summary>The words under a key, which must be there.</summary>
    /// <exception cref="DamagedLine">They are not there, or no array of texts.</exception>
    public IReadOnlyList<string> Words(string key) =>
        List(key, (value, i) => value.ValueKind == JsonValueKind.String ? String(value, key) : throw new DamagedLine($"'{key}'[{i}] is {value.InWords()}", "a text"))
        ?? throw new DamagedLine(
            HasNo(key),
            Keys.Count > 0 && key == WordExamples.UsualWords ? "an array of texts; another key is named by --text-key, in code by Words" : "an array of texts");

    /// <summary>The labels under a key; null: none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="names">What numbers mean; null: they are labels themselves.</param>
    /// <param name="expected">What should stand where no label does.</param>
    /// <exception cref="DamagedLine">They are no array of labels.</exception>
    public IReadOnlyList<string>? Labels(string key, ClassNames? names, string expected = "a label for each word") =>
        List(key, (value, i) => Label(value, key, $"'{key}'[{i}]", names)) is { } labels ? ClassNames.AllOrNone(labels, i => $"'{key}'[{i}]", expected) : null;

    private static JsonDocument Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line, Strict);
        }
        catch (JsonException e)
        {
            throw new DamagedLine($"is not JSON ({JsonFault.Reason(e)})", "one JSON object")
            {
                Column = e.BytePositionInLine is { } bytes ? Encoding.UTF8.GetCharCount(Encoding.UTF8.GetBytes(line), 0, (int)bytes) + 1 : null,
            };
        }
    }

    private IReadOnlyList<T>? List<T>(string key, Func<JsonElement, int, T> item) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item)],
        { } value => throw new DamagedLine($"'{key}' is {value.InWords()}", "an array"),
    };

    private static string? Label(JsonElement value, string key, string name, ClassNames? names) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when value.TryGetInt64(out var number) => names is null ? number.ToString(CultureInfo.InvariantCulture) : names.OfNumber(number, name),
        JsonValueKind.String when String(value, key) is { Length: > 0 } text => names is null ? text : names.OfText(text, name),
        _ => throw new DamagedLine($"{name} is {value.InWords()}", LabelExpected),
    };

    private JsonElement? Value(string key) =>
        document.RootElement.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string String(JsonElement value, string key)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new DamagedLine($"'{key}' escapes half of a surrogate pair", "whole characters");
        }
    }
}
