using System.Text.Json;
using System.Text.Json.Serialization;
using PromptGen.Files;
using PromptGen.Heads;
using PromptGen.Tasks;

namespace PromptGen.Adapters;

/// <summary><c>promptgen.json</c></summary>
internal static class CardFile
{
    public const string Name = "promptgen.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly FileKind Kind = new("an adapter's description", (message, inner) => new AdapterException(message, inner)) { MostBytes = 1 << 25 };

    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string folder, AdapterCard card) =>
        File.WriteAllText(Path.Combine(folder, Name), JsonSerializer.Serialize(card, Json) + "\n");

    /// <summary>Whether a file is one of the cards that this program writes, of whatever version: their <c>format</c> is a number.</summary>
    public static bool IsCard(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(RegularFile.ReadUtf8(path, Kind));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Number
                && json.RootElement.TryGetProperty("prefixLength", out _);
        }
        catch (Exception e) when (e is JsonException or AdapterException)
        {
            return false;
        }
    }

    /// <exception cref="AdapterException">It cannot be read, or is not an adapter's description.</exception>
    public static AdapterCard Read(string folder)
    {
        var path = FileSet.PathOf(folder, Name);
        var bytes = RegularFile.ReadUtf8(path, Kind).Span;
        try
        {
            var card = JsonSerializer.Deserialize<AdapterCard>(bytes, Json)
                ?? throw new AdapterException($"{path}: holds null; expected an adapter's description.");
            Check(card, path);
            return card;
        }
        catch (JsonException e)
        {
            throw new AdapterException($"{JsonFault.Describe(path, bytes, "is not an adapter's description", e)}.", e);
        }
    }

    private static void Check(AdapterCard card, string path)
    {
        if (card.Format != 1) throw new AdapterException($"{path}: has format {card.Format}; this version reads format 1.");
        if (card.Head?.Task is HeadTask.SequenceClassification or HeadTask.TokenClassification)
            try
            {
                _ = new LabelSet(card.Labels);
            }
            catch (ArgumentException e)
            {
                throw new AdapterException($"{path}: 'labels' is [{string.Join(", ", card.Labels)}]; expected at least one, each named and each once.", e);
            }
        if (card.LabelKind is { } kind && card.Head?.Task != HeadTask.SequenceClassification)
            throw new AdapterException($"{path}: 'labelKind' is '{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}', and the head is for {card.Head?.Task.ToString() ?? "no task"}; "
                + $"expected it with a head for {HeadTask.SequenceClassification} only.");
        if (card.PromptedLayers is { } layers && (layers.Any(layer => layer < 0) || layers.Zip(layers.Skip(1)).Any(pair => pair.First >= pair.Second)))
            throw new AdapterException($"{path}: 'promptedLayers' is [{string.Join(", ", layers)}]; expected numbers of layers from 0 on, ascending, each once.");
        if (card.PromptedLayers is { } prompted && prompted.Count == 0 != (card.PrefixLength == 0))
            throw new AdapterException($"{path}: 'prefixLength' is {card.PrefixLength} and 'promptedLayers' [{string.Join(", ", prompted)}]; expected layers where there is a prefix, and none without one.");
        if (card.PrefixLength < 0 || card.MaxTokens < 1)
            throw new AdapterException($"{path}: 'prefixLength' is {card.PrefixLength} and 'maxTokens' {card.MaxTokens}; expected 0 or more and 1 or more.");
        if (card.PrefixLength == 0 && card.Head is null)
            throw new AdapterException($"{path}: 'prefixLength' is 0 and 'head' null; an adapter has at least one of the two.");
    }
}
