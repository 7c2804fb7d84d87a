using System.Globalization;
using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Tasks;

/// <summary>Reads an example from a JSON object.</summary>
internal static class JsonLine
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="DamagedLine">The line is not such an object.</exception>
    public static TextExample Read(string line, TextColumns columns, SourceLine source)
    {
        using var document = Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new DamagedLine($"holds {root.InWords()}", $"a JSON object with '{columns.Text}'");
        var text = Text(root, columns.Text, required: true)!;
        var pair = Text(root, columns.Pair ?? "text_pair", required: columns.Pair is not null);
        return new TextExample(text, pair, Label(root, columns.Label ?? "label", required: columns.Label is not null), source);
    }

    private static JsonDocument Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line, Strict);
        }
        catch (JsonException e)
        {
            throw new DamagedLine($"is not JSON at byte {e.BytePositionInLine + 1} ({e.Message.Split(". LineNumber", 2)[0].TrimEnd('.')})", "one JSON object");
        }
    }

    private static string? Text(JsonElement root, string key, bool required) => Value(root, key) switch
    {
        null when required => throw new DamagedLine($"has no '{key}'", "a text"),
        null => null,
        { ValueKind: JsonValueKind.String } value => String(value, key),
        { } value => throw new DamagedLine($"'{key}' is {value.InWords()}", "a text"),
    };

    private static string? Label(JsonElement root, string key, bool required) => Value(root, key) switch
    {
        null when required => throw new DamagedLine($"has no '{key}'", "a label"),
        null => null,
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
        { ValueKind: JsonValueKind.String } value when String(value, key) is { Length: > 0 } text => text,
        { } value => throw new DamagedLine($"'{key}' is {value.InWords()}", "a text, a whole number, true or false"),
    };

    private static JsonElement? Value(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

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
