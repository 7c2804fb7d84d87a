using System.Linq;
using PromptGen.Generator.Diagnostics;

namespace PromptGen.Generator.Reading;

/// <summary>Reads which kind an object is of, where its other properties follow from that: of what is of no known kind, nothing more can be said.</summary>
internal static class KindReader
{
    /// <summary>The kind; reports an object that says none, or one that is not known, and what is no object.</summary>
    /// <param name="node">The object.</param>
    /// <param name="name">What a message calls it where it is no object.</param>
    /// <param name="article">What it is, such as <c>a block</c>.</param>
    /// <param name="kinds">Those that there are.</param>
    public static bool TryRead<T>(JsonNode node, string name, string article, Words<T> kinds, SchemaScope scope, out T kind)
    {
        kind = kinds.First;
        if (node.Kind != JsonKind.Object)
        {
            scope.Findings.Add(Rules.WrongType, node.Place, name, node.Description, "an object");
            return false;
        }
        if (node.Members.FirstOrDefault(property => property.Name == "kind")?.Value is not { } said)
        {
            scope.Findings.Add(Rules.MissingProperty, node.Place, "kind", article);
            return false;
        }
        if (said.Kind == JsonKind.String) return kinds.TryRead(said.Text, said.Place, scope.Findings, out kind);
        kinds.Read(said, "kind", scope.Findings);
        return false;
    }
}
