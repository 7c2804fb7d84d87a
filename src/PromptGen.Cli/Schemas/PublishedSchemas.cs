using System.Text.Json.Nodes;

namespace PromptGen.Cli.Schemas;

/// <summary>The schemas that come with PromptGen, from this program.</summary>
internal static class PublishedSchemas
{
    /// <summary>File name and text of each.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All
    {
        get
        {
            var assembly = typeof(PublishedSchemas).Assembly;
            foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return new(name, reader.ReadToEnd());
            }
        }
    }

    /// <summary>The file of an architecture, and how many files it extends, one by the other.</summary>
    public static (string File, int Extends) Of(string architecture)
    {
        var schemas = All.ToDictionary(schema => schema.Key, schema => JsonNode.Parse(schema.Value)!);
        var file = schemas.Single(schema => (string?)schema.Value["architecture"] == architecture).Key;
        var extends = 0;
        for (var next = file; (string?)schemas[next]["extends"] is { } other; next = other) extends++;
        return (file, extends);
    }
}
