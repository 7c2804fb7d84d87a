using System;
using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Reading;

/// <summary>
/// Finds the schema that an <c>extends</c> means. A path decides. A file name alone may also be that of another folder, as schemas in packages need:
/// those of the project come first, and there must be one.
/// </summary>
internal static class SchemaLookup
{
    /// <summary>The schemas that may be meant: none is an error, and so are several.</summary>
    public static IReadOnlyList<ParsedSchema> Find(string from, string extends, IReadOnlyList<ParsedSchema> all)
    {
        var path = Normalize(Folder(from) + Slashed(extends));
        var there = all.Where(schema => Normalize(schema.Source.Path) == path).Take(1).ToList();
        if (there.Count > 0 || Slashed(extends).Contains('/')) return there;
        var named = all.Where(schema => schema.Source.FileName == extends).OrderBy(schema => schema.Source.Path, StringComparer.Ordinal).ToList();
        var own = named.Where(schema => schema.Source.Role != SchemaRole.Package).ToList();
        return own.Count > 0 ? own : named;
    }

    /// <summary>What else there is to extend: files of the same name with the way to them, else names.</summary>
    public static string Known(ParsedSchema schema, IReadOnlyList<ParsedSchema> all)
    {
        var others = all.Where(other => !ReferenceEquals(other, schema)).ToList();
        var extends = Slashed(schema.Extends?.Text ?? "");
        var named = others.Where(other => other.Source.FileName == extends.Substring(extends.LastIndexOf('/') + 1)).ToList();
        return named.Count > 0
            ? $"did you mean {Suggestion.List(Ways(schema.Source.Path, named), "or")}?"
            : Suggestion.For(
                extends, others.Select(other => other.Source.FileName).Distinct().OrderBy(name => name, StringComparer.Ordinal), "there are", "add it as a PromptGenSchema item");
    }

    /// <summary>How the file at a path would name some schemas.</summary>
    public static IEnumerable<string> Ways(string from, IEnumerable<ParsedSchema> schemas) => schemas
        .Select(schema => schema.Source.Role == SchemaRole.Package ? schema.Source.FileName : Relative(Folder(from), schema.Source.Path))
        .Distinct()
        .OrderBy(way => way, StringComparer.Ordinal);

    private static string Relative(string folder, string path)
    {
        var (from, to) = (Normalize(folder).Split(['/'], StringSplitOptions.RemoveEmptyEntries), Normalize(path).Split(['/'], StringSplitOptions.RemoveEmptyEntries));
        var common = from.Zip(to.Take(to.Length - 1), (a, b) => a == b).TakeWhile(same => same).Count();
        return string.Concat(Enumerable.Repeat("../", from.Length - common)) + (from.Length == common && to.Length == common + 1 ? "./" : "") + string.Join("/", to.Skip(common));
    }

    private static string Folder(string path) => path.Substring(0, path.LastIndexOf('/') + 1);

    private static string Slashed(string path) => path.Replace('\\', '/');

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in Slashed(path).Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not (".." or "")) parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }
        return string.Join("/", parts);
    }
}
