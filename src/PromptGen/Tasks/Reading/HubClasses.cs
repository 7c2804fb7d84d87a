using System.Text.Json;

namespace PromptGen.Tasks.Reading;

/// <summary>
/// The names of a data set's classes, which the hub's Parquet files hold as numbers: <c>datasets</c> writes them as JSON into the file's metadata
/// under <c>huggingface</c>, at <c>info.features.COLUMN.names</c>, or one <c>feature</c> deeper for lists.
/// </summary>
internal static class HubClasses
{
    /// <exception cref="DataException">What stands there is not JSON.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IReadOnlyDictionary<string, string> metadata, string file)
    {
        var classes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (!metadata.TryGetValue("huggingface", out var json)) return classes;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (Member(document.RootElement, "info") is { } info && Member(info, "features") is { ValueKind: JsonValueKind.Object } features)
                foreach (var feature in features.EnumerateObject())
                    if (Names(Member(feature.Value, "feature") ?? feature.Value) is { Count: > 0 } names) classes[feature.Name] = names;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DataException($"{file}: its metadata 'huggingface' is not JSON; expected what the hub's 'datasets' writes.", e);
        }
        return classes;
    }

    private static List<string>? Names(JsonElement feature) =>
        Member(feature, "names") is { ValueKind: JsonValueKind.Array } names && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
