using System.Text.Json.Nodes;

namespace PromptGen.Cli.Schemas;

/// <summary>The schemas that come with PromptGen, from this program.</summary>
internal static class PublishedSchemas
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Read = new(() =>
    {
        var assembly = typeof(PublishedSchemas).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)).ToDictionary(name => name, name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        });
    });

    private static readonly Lazy<IReadOnlyDictionary<string, JsonNode>> Parsed = new(() => All.ToDictionary(schema => schema.Key, schema => JsonNode.Parse(schema.Value)!));

    /// <summary>Text of each by its file name.</summary>
    public static IReadOnlyDictionary<string, string> All => Read.Value;

    /// <summary>Whether tokens of an architecture see those before them alone, by its own file.</summary>
    public static bool IsCausal(string architecture) => All[Of(architecture).File].Contains("\"visible\": \"causal\"", StringComparison.Ordinal);

    /// <summary>The file of an architecture, and how many files it extends, one by the other.</summary>
    public static (string File, int Extends) Of(string architecture)
    {
        var file = Parsed.Value.Single(schema => (string?)schema.Value["architecture"] == architecture).Key;
        var extends = 0;
        for (var next = file; (string?)Parsed.Value[next]["extends"] is { } other; next = other) extends++;
        return (file, extends);
    }
}
