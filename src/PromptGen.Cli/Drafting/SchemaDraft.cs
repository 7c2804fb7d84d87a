using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromptGen.Cli.Drafting;

/// <summary>A first schema, and what a checkpoint does not tell.</summary>
internal sealed class SchemaDraft
{
    private const int LineWidth = 120;

    // A path has nothing to hide from a web page.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Place, string Why)> assumed = [], open = [];

    public JsonObject Root { get; } = [];

    /// <summary>Where the schema says what names and shapes do not tell, and what it says.</summary>
    public IReadOnlyList<(string Place, string Why)> Assumed => assumed;

    /// <summary>What has no place in the schema.</summary>
    public IReadOnlyList<(string Place, string Why)> Open => open;

    /// <summary>Whether something says where a token stands: positions, numbers for distances, or the family that is extended.</summary>
    public bool TellsPositions => Root["extends"] is not null || Root["scoreBias"] is not null || Root["embeddings"]?["positions"] is not null;

    /// <summary>The schema as people write them: what fits on a line stands on one.</summary>
    public string Text => Written(Root, indent: 0, before: 0) + "\n";

    public void Assume(string place, string why) => Say(assumed, place, why);

    public void Leave(string place, string why) => Say(open, place, why);

    /// <summary>An object of the schema's own, such as <c>sizes</c>, which is there once it is asked for.</summary>
    public JsonObject Of(string name)
    {
        if (Root[name] is JsonObject there) return there;
        var made = new JsonObject();
        Root[name] = made;
        return made;
    }

    // What is so in every layer is said once.
    private static void Say(List<(string Place, string Why)> said, string place, string why)
    {
        if (!said.Contains((place, why))) said.Add((place, why));
    }

    /// <param name="node">What is written.</param>
    /// <param name="indent">Of the line that it begins on.</param>
    /// <param name="before">Columns before it on this line.</param>
    private static string Written(JsonNode? node, int indent, int before)
    {
        if (indent > 0 && Flat(node) is var flat && before + flat.Length < LineWidth) return flat;
        var inner = new string(' ', indent + 2);
        return node switch
        {
            JsonObject members => "{\n" + string.Join(",\n", members.Select(member =>
                $"{inner}{JsonSerializer.Serialize(member.Key)}: {Written(member.Value, indent + 2, inner.Length + member.Key.Length + 4)}")) + "\n" + inner[2..] + "}",
            JsonArray items => "[\n" + string.Join(",\n", items.Select(item => inner + Written(item, indent + 2, inner.Length))) + "\n" + inner[2..] + "]",
            _ => Flat(node),
        };
    }

    private static string Flat(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject members => "{ " + string.Join(", ", members.Select(member => $"{JsonSerializer.Serialize(member.Key)}: {Flat(member.Value)}")) + " }",
        JsonArray items => "[" + string.Join(", ", items.Select(Flat)) + "]",
        null => "null",
        _ => node.ToJsonString(Relaxed),
    };
}
