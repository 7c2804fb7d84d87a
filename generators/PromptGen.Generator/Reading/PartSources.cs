using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Finds which file of a chain each part of a merged schema comes from.</summary>
internal sealed class PartSources
{
    // Parts of these have types or members of their own.
    private static readonly string[] Divided = ["layers", "presets"];

    private readonly SchemaText[] files;
    private readonly List<(string Path, bool[] Used)> parts = [];

    private PartSources(SchemaChain chain) => files = [.. chain.Schemas.Select(schema => schema.Source)];

    /// <summary>The whole, and the parts that a type is made from.</summary>
    public static EquatableArray<PartSource> Of(JsonNode merged, SchemaChain chain)
    {
        var sources = new PartSources(chain);
        sources.Divide("", merged);
        return sources.parts.Select(part => new PartSource(part.Path, sources.files.Where((_, file) => part.Used[file]).Select(file => file.FileName).ToEquatable())).ToEquatable();
    }

    private bool[] Divide(string path, JsonNode node)
    {
        var used = new bool[files.Length];
        parts.Add((path, used));
        Mark(node, used);
        foreach (var member in node.Members)
        {
            if (member.Value.Kind != JsonKind.Object) Collect(member.Value, used);
            else Add(used, path.Length > 0 || Divided.Contains(member.Name) ? Divide(Below(path, member), member.Value) : Whole(member));
        }
        return used;
    }

    private bool[] Whole(JsonMember member)
    {
        var used = new bool[files.Length];
        parts.Add((member.Name, used));
        Collect(member.Value, used);
        return used;
    }

    private static string Below(string path, JsonMember member) => path.Length == 0 ? member.Name : $"{path}.{member.Name}";

    private static void Add(bool[] used, bool[] more)
    {
        for (var file = 0; file < used.Length; file++) used[file] |= more[file];
    }

    private void Collect(JsonNode node, bool[] used)
    {
        Mark(node, used);
        foreach (var member in node.Members) Collect(member.Value, used);
    }

    private void Mark(JsonNode node, bool[] used)
    {
        for (var file = 0; file < files.Length; file++) used[file] |= files[file].Path == node.Place.File;
    }
}
