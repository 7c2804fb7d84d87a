using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;

namespace PromptGen.Generator.Reading;

/// <summary>
/// Puts a schema over the one it extends: objects merge member by member, null removes a member, everything else replaces. A node keeps
/// its own place, so an error in an inherited part shows the file that holds it.
/// </summary>
internal static class SchemaMerge
{
    // They say who a schema is, not what it is like.
    private static readonly string[] Identity =
        [SchemaReader.SchemaProperty, "extends", "architecture", "title", "modelType", "summary", "paper", "presets"];

    public static JsonNode Merge(SchemaChain chain, Findings findings)
    {
        JsonNode? merged = null;
        foreach (var schema in chain.Schemas.Reverse())
        {
            if (schema.Root is not { } root) continue;
            merged = Merge(merged is null ? null : WithoutIdentity(merged), root, findings);
        }
        return merged!;
    }

    private static JsonNode WithoutIdentity(JsonNode node) => new(node.Kind, node.Place, node.Text)
    {
        Items = node.Items,
        Members = [.. node.Members.Where(member => !Identity.Contains(member.Name))],
    };

    /// <summary>One value over another.</summary>
    /// <param name="isLike">Whether it will be put over yet another, which a null may remove something of.</param>
    public static JsonNode Merge(JsonNode? below, JsonNode above, Findings findings, bool isLike = false)
    {
        if (above.Kind != JsonKind.Object) return above;
        var inherited = below?.Kind == JsonKind.Object ? below.Members : [];
        isLike |= IsLike(above) || (below is not null && IsLike(below));
        var own = above.Members.ToDictionary(member => member.Name);
        var members = new List<JsonMember>();
        foreach (var member in inherited)
        {
            if (!own.TryGetValue(member.Name, out var replacement)) members.Add(member);
            else if (replacement.Value.Kind != JsonKind.Null)
                members.Add(new JsonMember(member.Name, replacement.NamePlace, Merge(member.Value, replacement.Value, findings, isLike)));
        }
        var known = new HashSet<string>(inherited.Select(member => member.Name));
        foreach (var member in above.Members.Where(member => !known.Contains(member.Name)))
        {
            if (member.Value.Kind == JsonKind.Null && isLike) members.Add(member);
            else if (member.Value.Kind == JsonKind.Null) findings.Add(Rules.NothingToRemove, member.Value.Place, member.Name);
            else members.Add(new JsonMember(member.Name, member.NamePlace, Merge(null, member.Value, findings, isLike)));
        }
        return new JsonNode(JsonKind.Object, above.Place) { Members = members };
    }

    private static bool IsLike(JsonNode node) => node.Members.Any(member => member.Name == LayersReader.Like && member.Value.Kind == JsonKind.String);
}
