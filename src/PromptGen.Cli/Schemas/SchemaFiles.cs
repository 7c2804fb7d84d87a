using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Files;

namespace PromptGen.Cli.Schemas;

/// <summary>
/// A schema on disk and what it extends. A schema may come from a stranger, and a message shows a piece of a file that is no schema: so nothing outside the folder
/// of the schema is read, by whatever path or link.
/// </summary>
internal static class SchemaFiles
{
    /// <summary>Path and text.</summary>
    public static KeyValuePair<string, string> Read(string path) => new(path, RegularFile.ReadText(path, UserFile.Schema));

    /// <summary>What the schema extends, and what that extends, where the files lie in its folder or below.</summary>
    /// <exception cref="UserException">One leads out of the folder.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Bases(string path)
    {
        var root = Folder(path);
        var seen = new HashSet<string>(StringComparer.Ordinal) { Path.GetFullPath(path) };
        for (var next = path; Extended(Read(next).Value) is { } name;)
        {
            var found = Path.GetFullPath(Path.Combine(Folder(next), name));
            if (!IsBelow(found, root) || (Path.Exists(found) && !IsBelow(RealPath.Of(found), RealPath.Of(root))))
                throw new UserException($"{next}: 'extends' is '{name}', which leads out of the schema's folder; a base lies there or below, or comes with PromptGen, such as 'bert.json'.");
            if (!seen.Add(found) || !File.Exists(found)) yield break;
            yield return Read(found);
            next = found;
        }
    }

    private static string Folder(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static bool IsBelow(string path, string folder) => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Extended(string schema)
    {
        try
        {
            return (string?)JsonNode.Parse(schema)?["extends"] is { Length: > 0 } name && !name.Contains('\0') ? name : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // The generator says what is wrong, and where.
        }
    }
}
