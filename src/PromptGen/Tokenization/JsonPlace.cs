using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>Takes values out of one JSON file, with errors that name it and the place.</summary>
/// <param name="Path">The file.</param>
internal sealed record JsonPlace(string Path)
{
    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Part(JsonElement from, string key) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public bool Is(JsonElement from, string key, bool fallback) => Part(from, key) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(key, value.InWords(), "true, false or null"),
    };

    public IReadOnlyList<JsonElement> Items(JsonElement? value, string key) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
        { } other => throw Wrong(key, other.InWords(), "a list"),
    };

    public JsonElement Object(JsonElement from, string key) => Part(from, key) is { ValueKind: JsonValueKind.Object } value
        ? value
        : throw Wrong(key, Part(from, key)?.InWords() ?? "absent", "an object");

    public string Text(JsonElement from, string key) => Part(from, key) is { ValueKind: JsonValueKind.String } value
        ? value.GetString()!
        : throw Wrong(key, Part(from, key)?.InWords() ?? "absent", "a text");

    public int Number(JsonElement from, string key, string place) =>
        Part(from, key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Wrong($"{place}.{key}", Part(from, key)?.InWords() ?? "absent", "a whole number, 0 or more");

    public string Type(JsonElement step, string key) => Part(step, "type") is { ValueKind: JsonValueKind.String } type
        ? type.GetString()!
        : throw Wrong($"{key}.type", Part(step, "type")?.InWords() ?? "absent", "a text");

    /// <summary>The steps of a part that is one step, or a sequence of some.</summary>
    public IReadOnlyList<JsonElement> Steps(JsonElement root, string key, string several)
    {
        if (Part(root, key) is not { } step) return [];
        return Type(step, key) == "Sequence" ? [.. Items(Part(step, several), $"{key}.{several}").SelectMany(Flattened)] : [step];

        IEnumerable<JsonElement> Flattened(JsonElement inner) =>
            Type(inner, key) == "Sequence" ? Items(Part(inner, several), $"{key}.{several}").SelectMany(Flattened) : [inner];
    }

    public CheckpointException Wrong(string key, string found, string expected) => JsonFile.Wrong(Path, key, found, expected);
}
