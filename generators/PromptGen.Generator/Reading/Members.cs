using System.Linq;
using PromptGen.Generator.Diagnostics;

namespace PromptGen.Generator.Reading;

/// <summary>An object's members by name.</summary>
internal sealed class Members(Noun noun, JsonNode node, Findings findings)
{
    public Place Place => node.Place;

    /// <summary>The value of a property; null where it is absent.</summary>
    public JsonNode? Optional(string name) => node.Members.FirstOrDefault(member => member.Name == name)?.Value;

    /// <summary>The value of a property; reports where it is absent.</summary>
    public JsonNode? Required(string name)
    {
        var value = Optional(name);
        if (value is null) findings.Add(Rules.MissingProperty, node.Place, name, noun.Article);
        return value;
    }
}
