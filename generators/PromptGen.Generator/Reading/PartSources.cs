using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Finds which file of a chain each part of a merged schema comes from.</summary>
internal static class PartSources
{
    // Parts of these have types or members of their own.
    private static readonly string[] Divided = ["layers", "presets"];

    public static EquatableArray<PartSource> Of(JsonNode merged, SchemaChain chain)
    {
        SchemaText[] files = [.. chain.Schemas.Select(schema => schema.Source)];
        return Below("", merged, files).ToEquatable();
    }

    private static IEnumerable<PartSource> Below(string path, JsonNode node, SchemaText[] files)
    {
        var used = new HashSet<string>();
        Collect(node, used);
        yield return new PartSource(path, files.Where(file => used.Contains(file.Path)).Select(file => file.FileName).ToEquatable());
        if (path.Length > 0 && !Divided.Contains(path.Split('.')[0])) yield break;
        foreach (var member in node.Members.Where(member => member.Value.Kind == JsonKind.Object))
        foreach (var part in Below(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, files))
            yield return part;
    }

    private static void Collect(JsonNode node, HashSet<string> files)
    {
        files.Add(node.Place.File);
        foreach (var member in node.Members) Collect(member.Value, files);
    }
}
