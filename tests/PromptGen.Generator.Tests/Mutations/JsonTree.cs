using System.Text;
using System.Text.Json;

namespace PromptGen.Generator.Tests.Mutations;

/// <summary>A JSON value that can be damaged in ways that a JSON library would not allow, such as a name that occurs twice.</summary>
internal sealed class JsonTree
{
    private JsonTree(string raw, List<Member>? members, List<JsonTree>? items) => (Raw, Members, Items) = (raw, members, items);

    /// <summary>A name and its value.</summary>
    internal sealed record Member(string Name, JsonTree Value);

    /// <summary>The text of what is neither object nor array, as JSON writes it.</summary>
    public string Raw { get; private set; }

    public List<Member>? Members { get; private set; }

    public List<JsonTree>? Items { get; private set; }

    public static JsonTree Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Of(document.RootElement);
    }

    public static JsonTree Literal(string raw) => new(raw, null, null);

    public static JsonTree Text(string text) => Literal(JsonSerializer.Serialize(text));

    public static JsonTree Object(params Member[] members) => new("", [.. members], null);

    public static JsonTree Array(params JsonTree[] items) => new("", null, [.. items]);

    /// <summary>The text that it is; null where it is none.</summary>
    public string? AsText => Raw.StartsWith('"') ? JsonSerializer.Deserialize<string>(Raw) : null;

    public bool IsNumber => Raw.Length > 0 && Raw[0] is '-' or (>= '0' and <= '9');

    /// <summary>This value and all below it.</summary>
    public IEnumerable<JsonTree> All => [this, .. Children.SelectMany(child => child.All)];

    public IEnumerable<JsonTree> Children => Members?.Select(member => member.Value) ?? Items ?? [];

    public JsonTree Copy() => new(Raw, Members?.Select(member => new Member(member.Name, member.Value.Copy())).ToList(), Items?.Select(item => item.Copy()).ToList());

    /// <summary>Becomes another value where it stands.</summary>
    public void Become(JsonTree other) => (Raw, Members, Items) = (other.Raw, other.Members, other.Items);

    /// <summary>As text, a member or item on each line.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        Write(text, 0);
        return text.Append('\n').ToString();
    }

    private static JsonTree Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object([.. element.EnumerateObject().Select(member => new Member(member.Name, Of(member.Value)))]),
        JsonValueKind.Array => Array([.. element.EnumerateArray().Select(Of)]),
        _ => Literal(element.GetRawText()),
    };

    private void Write(StringBuilder text, int depth)
    {
        if (Members is null && Items is null)
        {
            text.Append(Raw);
            return;
        }
        var separator = "\n";
        text.Append(Members is null ? '[' : '{');
        foreach (var (name, value) in Members?.Select(member => (JsonSerializer.Serialize(member.Name) + ": ", member.Value)) ?? Items!.Select(item => ("", item)))
        {
            text.Append(separator).Append(' ', 2 * depth + 2).Append(name);
            value.Write(text, depth + 1);
            separator = ",\n";
        }
        text.Append('\n').Append(' ', 2 * depth).Append(Members is null ? ']' : '}');
    }
}
