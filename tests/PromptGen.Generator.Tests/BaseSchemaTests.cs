using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PromptGen.Generator.Tests;

/// <summary>Where a base schema is found, and what an extension takes from it.</summary>
public class BaseSchemaTests
{
    private const string Extension = """{ "extends": "#", "architecture": "Mine", "modelType": ["mine"], "summary": "BERT again." }""";

    [Theory]
    [InlineData("project/schemas/mine.json", "bert.json", "project/schemas/bert.json")]
    [InlineData("project/schemas/mine.json", "../base/bert.json", "project/base/bert.json")]
    [InlineData("project/schemas/mine.json", "./bert.json", "project/schemas/bert.json")]
    [InlineData("C:\\project\\mine.json", "bert.json", "C:\\project\\bert.json")]
    [InlineData("project/mine.json", "bert.json", "packages/backbones/schemas/bert.json")]
    public void A_base_is_found_by_its_path_or_else_by_its_name(string own, string extends, string found)
    {
        var generation = Generation.Of(
        [
            Generation.Schema(own, Extension.Replace("#", extends)),
            Generation.Schema(found, Toys.Read("bert.json").Text, "base"),
        ]);

        Assert.Empty(generation.Findings);
        Assert.Equal("MineEncoder.g.cs", generation.Result.GeneratedSources.Single().HintName);
    }

    [Fact]
    public void The_path_decides_between_two_bases_of_one_name()
    {
        var text = Toys.Read("bert.json").Text;
        var generation = Generation.Of(
        [
            Generation.Schema("a/bert.json", text.Replace("\"default\": 512", "\"default\": 99"), "base"),
            Generation.Schema("b/mine.json", Extension.Replace("#", "bert.json")),
            Generation.Schema("b/bert.json", text, "base"),
        ]);

        Assert.Contains("MaxPositions { get; init; } = 512;", generation.Text());
    }

    [Fact]
    public void A_fault_in_a_base_is_shown_in_the_file_of_the_base()
    {
        var generation = Generation.Of(
        [
            Generation.Schema("mine.json", Extension.Replace("#", "bert.json")),
            Generation.Schema("bert.json", Toys.Read("bert.json").Text.Replace("\"visible\": \"all\"", "\"visible\": \"past\""), "base"),
        ]);

        Assert.Equal(["bert.json(64,24): error PGEN103: 'past' is not a visibility; use 'all', 'betweenTokens', 'causal' or 'contextThenCausal'"], generation.Findings);
    }

    [Fact]
    public void An_extension_does_not_inherit_presets()
    {
        var generation = Generation.Of(
        [
            Generation.Schema("mine.json", Extension.Replace("#", "bert.json")),
            Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base"),
        ]);

        Assert.Contains("Presets = [],", generation.Text());
        Assert.Contains("""ModelTypes = ["mine"],""", generation.Text());
    }

    [Fact]
    public void A_null_in_a_kind_that_is_like_another_removes_what_that_has()
    {
        var text = Toys.Read("modernbert.json").Text
            .Replace("\"rotary\": { \"base\": \"globalBase\"", "\"window\": 64, \"rotary\": { \"base\": \"globalBase\"")
            .Replace("\"window\": { \"size\": \"localAttention\", \"dividedBy\": 2 }", "\"window\": null")
            .Replace(",\n    \"localAttention\":   { \"config\": \"local_attention\", \"default\": 128 }", "");
        var generation = Toys.Generate("modernbert.json", text);

        Assert.Empty(generation.Findings);
        Assert.Contains("Of layers that see the whole row.", generation.Text().Split("name=\"Local\">")[1].Split('\n')[0]);
        Assert.Contains(".Within(64)", generation.Text());
    }

    [Fact]
    public void The_example_of_the_README_compiles_in_thirty_lines()
    {
        var readme = Repository.Read("schemas", "README.md");
        var start = readme.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        var example = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];

        var generation = Generation.Of([Generation.Schema("mine.json", example), Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base")]);

        Assert.Empty(generation.Findings);
        Assert.Empty(generation.WithSources().GetDiagnostics().Where(found => found.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        Assert.True(example.Split('\n').Length <= 30);
    }

    [Fact]
    public void The_examples_of_the_README_are_parts_of_the_schemas()
    {
        var readme = Repository.Read("schemas", "README.md");
        var section = readme[readme.IndexOf("## One example of each", StringComparison.Ordinal)..readme.IndexOf("## Diagnostics", StringComparison.Ordinal)];
        var schemas = Toys.Published.SelectMany(file => Members(JsonNode.Parse(Toys.Read(file).Text)!)).ToList();
        var examples = Regex.Matches(section, "```json\n(.*?)```", RegexOptions.Singleline)
            .SelectMany(block => Regex.Split(block.Groups[1].Value.Trim(), "\n(?=\")"))
            .Select(member => JsonNode.Parse($"{{ {member} }}")!.AsObject().Single())
            .ToList();

        Assert.True(examples.Count > 15);
        Assert.All(examples, example => Assert.Contains(schemas, member => member.Name == example.Key && Holds(member.Value, example.Value)));
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Members(JsonNode node) => node is JsonObject members
        ? members.SelectMany(member => (IEnumerable<(string, JsonNode?)>)[(member.Key, member.Value), .. member.Value is null ? [] : Members(member.Value)])
        : [];

    // An example may leave out what surrounds the point.
    private static bool Holds(JsonNode? whole, JsonNode? part) => whole is JsonObject all && part is JsonObject some
        ? some.All(member => all.ContainsKey(member.Key) && Holds(all[member.Key], member.Value))
        : JsonNode.DeepEquals(whole, part);
}
