namespace PromptGen.Generator.Tests;

/// <summary>Schemas with what they extend.</summary>
internal static class Toys
{
    private static readonly Dictionary<string, string[]> Bases = new()
    {
        ["bert.json"] = [],
        ["roberta.json"] = ["bert.json"],
        ["deberta.json"] = ["bert.json"],
        ["deberta-v2.json"] = ["deberta.json", "bert.json"],
        ["glm.json"] = [],
        ["mine.json"] = ["bert.json"],
        ["prenorm.json"] = [],
        ["grouped.json"] = ["prenorm.json"],
    };

    public static (string Path, string Text) Read(string name) =>
        (name, File.Exists(Path.Combine(Repository.Root, "schemas", name)) ? Repository.Read("schemas", name) : Repository.Read("tests", "PromptGen.Generator.Tests", "Schemas", name));

    /// <summary>Runs the generator over one schema, its bases there to be extended only.</summary>
    /// <param name="text">Another text of the schema.</param>
    public static Generation Generate(string name, string? text = null) => Generation.Of(
    [
        Generation.Schema(name, text ?? Read(name).Text),
        .. Bases[name].Select(Read).Select(schema => Generation.Schema(schema.Path, schema.Text, "base")),
    ]);
}
