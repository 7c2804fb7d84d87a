using System.Text.Json;

namespace PromptGen.Generator.Tests;

/// <summary>Schemas with what they extend: the published ones, and those of the tests.</summary>
internal static class Toys
{
    private static readonly string PublishedFolder = Path.Combine(Repository.Root, "schemas");

    private static readonly string OwnFolder = Path.Combine(Repository.Root, "tests", "PromptGen.Generator.Tests", "Schemas");

    public static IReadOnlyList<string> Published { get; } = [.. Names(PublishedFolder).Where(name => name != "architecture.schema.json")];

    public static IReadOnlyList<string> Own { get; } = [.. Names(OwnFolder)];

    public static TheoryData<string> All => [.. Published, .. Own];

    public static (string Path, string Text) Read(string name) =>
        (name, File.ReadAllText(Path.Combine(Own.Contains(name) ? OwnFolder : PublishedFolder, name)));

    /// <summary>Runs the generator over one schema, its bases there to be extended only.</summary>
    /// <param name="text">Another text of the schema.</param>
    public static Generation Generate(string name, string? text = null) => Generation.Of(
    [
        Generation.Schema(name, text ?? Read(name).Text),
        .. Bases(name).Select(Read).Select(schema => Generation.Schema(schema.Path, schema.Text, "base")),
    ]);

    /// <summary>Runs the generator over one schema in which some text is another.</summary>
    public static Generation Damage(string name, string old, string changed)
    {
        var text = Read(name).Text;
        Assert.Contains(old, text);
        return Generate(name, text.Replace(old, changed));
    }

    /// <summary>What a schema extends, the nearest first.</summary>
    public static IEnumerable<string> Bases(string name)
    {
        for (var next = Base(name); next is not null; next = Base(next)) yield return next;
    }

    private static string? Base(string name)
    {
        using var schema = JsonDocument.Parse(Read(name).Text);
        return schema.RootElement.TryGetProperty("extends", out var extends) ? extends.GetString() : null;
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
