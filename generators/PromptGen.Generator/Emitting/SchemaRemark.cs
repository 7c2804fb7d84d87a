using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>What an editor shows of a type beside its summary: the part of which schema it was made from.</summary>
internal static class SchemaRemark
{
    /// <param name="architecture">The schema.</param>
    /// <param name="paths">Parts of it; a part that it lacks is left out, none: the whole.</param>
    public static string Of(Architecture architecture, params string[] paths)
    {
        var parts = paths.Select(path => Find(architecture, path)).OfType<PartSource>().ToList();
        var files = architecture.Sources[0].Files.Where(file => parts.Count == 0 || parts.Any(part => part.Files.Contains(file))).Select(Quoted);
        var names = parts.Count == 0 ? "All" : Text.Enumeration([.. parts.Select(part => Quoted(part.Path))]);
        return $"/// <remarks>{names} of {string.Join(" over ", files)}.</remarks>";
    }

    /// <summary>The part of a block.</summary>
    public static string Of(Architecture architecture, Block block) => Of(architecture, $"layers.kinds.{architecture.LayerKind.Name}.blocks.{block.Name}");

    // A kind of layer that is like another has only its differences: then the kind is the part.
    private static PartSource? Find(Architecture architecture, string path)
    {
        for (var next = path; ; next = next.Substring(0, next.LastIndexOf('.')))
        {
            if (architecture.Sources.FirstOrDefault(source => source.Path == next) is { } found) return found;
            if (!next.Contains('.')) return null;
        }
    }

    private static string Quoted(string text) => $"<c>{Text.Documentation(text)}</c>";
}
