using System;
using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Reading;

/// <summary>Finds the schema that an <c>extends</c> means: by its path from the extending file, else by file name alone, as schemas in packages need.</summary>
internal static class SchemaLookup
{
    public static ParsedSchema? Find(string from, string extends, IReadOnlyList<ParsedSchema> all)
    {
        var wanted = Normalize(extends);
        var path = Normalize(from.Substring(0, from.LastIndexOf('/') + 1) + wanted);
        var fileName = wanted.Substring(wanted.LastIndexOf('/') + 1);
        return all.FirstOrDefault(schema => Normalize(schema.Source.Path) == path)
            ?? all.Where(schema => schema.Source.FileName == fileName).OrderBy(schema => schema.Source.Path, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>What else there is to extend.</summary>
    public static string Known(ParsedSchema schema, IReadOnlyList<ParsedSchema> all) => Suggestion.For(
        schema.Extends?.Text ?? "",
        all.Where(other => !ReferenceEquals(other, schema)).Select(other => other.Source.FileName).Distinct().OrderBy(name => name, StringComparer.Ordinal),
        "there are",
        "add it as a PromptGenSchema item");

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not (".." or "")) parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }
        return string.Join("/", parts);
    }
}
