using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Reading;

internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// <summary>A JSON value and the file it comes from: after merging, the nodes of one tree may come from several.</summary>
/// <param name="kind">What it is.</param>
/// <param name="place">All of it; of an object or array the opening bracket alone, which is where an error about the whole is shown.</param>
/// <param name="text">The value of a string, the digits of a number.</param>
internal sealed class JsonNode(JsonKind kind, Place place, string text = "")
{
    public JsonKind Kind { get; } = kind;

    public Place Place { get; } = place;

    public string Text { get; } = text;

    public IReadOnlyList<JsonNode> Items { get; init; } = [];

    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    /// <summary>The same object without one of its members.</summary>
    public JsonNode Without(JsonMember member) => new(Kind, Place, Text) { Items = Items, Members = [.. Members.Where(other => other != member)] };

    /// <summary>The same object with another value of one of its members.</summary>
    public JsonNode With(JsonMember member, JsonNode value) => new(Kind, Place, Text)
    {
        Items = Items,
        Members = [.. Members.Select(other => other == member ? new JsonMember(member.Name, member.NamePlace, value) : other)],
    };

    /// <summary>What an error message calls it.</summary>
    public string Description => Kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "an array",
        JsonKind.String => $"the text '{Text}'",
        JsonKind.Number => $"the number {Text}",
        JsonKind.True => "true",
        JsonKind.False => "false",
        _ => "null",
    };
}

/// <summary>A named member of an object.</summary>
internal sealed class JsonMember(string name, Place namePlace, JsonNode value)
{
    public string Name { get; } = name;

    public Place NamePlace { get; } = namePlace;

    public JsonNode Value { get; } = value;
}
