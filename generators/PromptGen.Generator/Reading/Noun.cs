using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;

namespace PromptGen.Generator.Reading;

/// <summary>A kind of object in the language, with the properties it may have.</summary>
/// <param name="definition">Its name in <c>architecture.schema.json</c>.</param>
/// <param name="article">What a message calls it, such as <c>a size</c>.</param>
/// <param name="properties">Its properties, in the order of the documentation.</param>
internal sealed class Noun(string definition, string article, params string[] properties)
{
    public string Definition => definition;

    public string Article => article;

    public IReadOnlyList<string> Properties => properties;

    /// <summary>The members of an object of this kind; reports those that it cannot have.</summary>
    /// <param name="node">The object.</param>
    /// <param name="name">What a message calls it where it is no object.</param>
    /// <param name="findings">Where reports go.</param>
    /// <returns>Null where it is no object.</returns>
    public Members? Read(JsonNode node, string name, Findings findings)
    {
        if (node.Kind != JsonKind.Object)
        {
            findings.Add(Rules.WrongType, node.Place, name, node.Description, "an object");
            return null;
        }
        foreach (var member in node.Members)
        {
            if (findings.AreFull) break;
            if (!properties.Contains(member.Name))
                findings.Add(Rules.UnknownProperty, member.NamePlace, member.Name, article, Suggestion.For(member.Name, properties, "it has", "it has none"));
        }
        return new Members(this, node, findings);
    }
}
