using System;
using System.Linq;
using PromptGen.Generator.Diagnostics;

namespace PromptGen.Generator.Reading;

/// <summary>Reads checkpoint paths: dotted segments, <c>{layer}</c> as the one placeholder, a leading <c>/</c> for an absolute path.</summary>
internal static class PathReader
{
    public const string Placeholder = "{layer}";

    public static string Read(JsonNode? node, string name, SchemaScope scope)
    {
        var path = scope.Text(node, name);
        if (path.Length > 0) Check(path, node!.Place, scope);
        return path;
    }

    public static void Check(string path, Place place, SchemaScope scope)
    {
        var segments = (path.StartsWith("/", StringComparison.Ordinal) ? path.Substring(1) : path).Split('.');
        if (segments.Any(segment => segment.Length == 0)) scope.Findings.Add(Rules.IllegalPath, place, path, "a segment between its points is empty");
        else if (segments.FirstOrDefault(segment => segment != Placeholder && !Names.IsKey(segment)) is { } wrong)
            scope.Findings.Add(Rules.IllegalPath, place, path, $"a segment is letters, digits, '_' and '-', or {{layer}}, and '{wrong}' is not");
    }
}
