using System.Text.Json.Nodes;

namespace PromptGen.Cli.Tasks;

/// <summary>Something to predict from, as a user gave it.</summary>
/// <param name="Text">The text; null where it is words already.</param>
/// <param name="Pair">The second text, or null.</param>
/// <param name="Words">The words of a sentence that is cut already, or null.</param>
internal sealed record PredictionInput(string? Text, string? Pair = null, IReadOnlyList<string>? Words = null)
{
    /// <summary>Where it was given, for errors.</summary>
    public required string Place { get; init; }

    /// <summary>All that is read, in one text.</summary>
    public string AllText => Words is not null ? string.Join(' ', Words) : Pair is null ? Text! : $"{Text} {Pair}";

    /// <summary>An object that begins with the input, for what is said of it.</summary>
    public JsonObject ToJson()
    {
        var line = new JsonObject();
        if (Text is not null) line["text"] = Text;
        if (Pair is not null) line["text_pair"] = Pair;
        if (Words is not null) line["tokens"] = new JsonArray([.. Words.Select(word => (JsonNode)word)]);
        return line;
    }
}
