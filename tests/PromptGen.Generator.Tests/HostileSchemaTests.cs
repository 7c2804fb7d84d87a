using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PromptGen.Generator.Reading;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace PromptGen.Generator.Tests;

/// <summary>Schemas that somebody wrote to do harm: no text of theirs becomes code, and none takes a compiler's time or memory.</summary>
public class HostileSchemaTests
{
    private const string Extension = """{ "extends": "bert.json", "architecture": "Mine", "modelType": ["mine"], "summary": "#" }""";

    public static TheoryData<string> LineEnds => ["\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\u000c"];

    [Theory]
    [MemberData(nameof(LineEnds))]
    public void A_file_name_stays_in_its_comment(string end)
    {
        var generation = Run($"mine{end}class Evil {{ }} .json", "BERT again.");

        Assert.Empty(generation.Findings);
        AssertHarmless(generation.Text());
        Assert.Contains("class Evil { } .json. Edit the schema, not this file.\n// </auto-generated>\n", generation.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\u202e')]
    [InlineData('\u2066')]
    [InlineData('\u200f')]
    [InlineData('\u061c')]
    [InlineData('\ufeff')]
    [InlineData('\u200b')]
    [InlineData('\u001b')]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    public void A_character_that_cannot_be_seen_is_refused_in_a_text_and_escaped_in_a_file_name(char hidden)
    {
        Assert.Equal(
            [$"mine.json(1,85): error PGEN011: 'BERT \\u{(int)hidden:x4}again.' holds U+{(int)hidden:X4}, a character that cannot be seen or that turns the text around it; leave it out"],
            Run("mine.json", $"BERT \\u{(int)hidden:x4}again.").Findings);
        Assert.Contains("PGEN011", Assert.Single(Run("mine.json", "again.", name: $"title\\u{(int)hidden:x4}").Findings, finding => finding.Contains("PGEN011", StringComparison.Ordinal)), StringComparison.Ordinal);
        AssertHarmless(Run($"mi{hidden}ne.json", "BERT again.").Text());
    }

    [Theory]
    [InlineData("می\u200cخواهم")]
    [InlineData("👩\u200d🔬 日本語 ß")]
    [InlineData("two\\nlines\\tand a tab")]
    public void Other_letters_and_written_out_line_breaks_are_welcome(string text)
    {
        var generation = Run("mine.json", text);

        Assert.Empty(generation.Findings);
        AssertHarmless(generation.Text());
    }

    /// <summary>Every text and every name of a schema in turn, with what ends a comment, a literal or a line.</summary>
    [Theory]
    [InlineData("glm.json")]
    [InlineData("modernbert.json")]
    public void No_text_of_a_schema_becomes_code(string schema)
    {
        string[] payloads =
        [
            "\n class Evil { } //", "\"; } class Evil { } //", "</summary>\n class Evil { } //", "\u2028class Evil { } //", "\u202e{Evil}\u2066", "\\u000a class Evil { } //", "\"\"\"class Evil { }",
        ];
        var text = Toys.Read(schema).Text;
        var bases = Toys.Bases(schema).Select(Toys.Read).Select(other => KeyValuePair.Create(other.Path, other.Text)).ToList();
        var places = Places(JsonNode.Parse(text)!).Count();
        var written = 0;
        for (var place = 0; place < places; place++)
        {
            var payload = payloads[place % payloads.Length];
            foreach (var asName in new[] { false, true })
            {
                var root = JsonNode.Parse(text)!;
                Places(root).ElementAt(place)(payload, asName);
                var sources = EncoderSources.From([new(schema, root.ToJsonString())], bases, "Demo");
                foreach (var diagnostic in sources.Diagnostics) AssertPrintable(diagnostic.ToString());
                foreach (var file in sources.Files)
                {
                    written++;
                    AssertHarmless(file.Value);
                }
            }
        }
        Assert.True(places > 80 && written > 5, $"{places} places, {written} encoders");
    }

    [Fact]
    public void Fifty_megabytes_of_unknown_properties_end_at_once()
    {
        var text = Extension.Replace("\"#\" }", "\"x\"" + string.Concat(Enumerable.Range(0, 2_500_000).Select(i => $",\"p{i}\":[0,0]")) + "}", StringComparison.Ordinal);
        Assert.True(text.Length > 40_000_000);
        AssertQuick(text, $"mine.json(1,1): error PGEN009: This file has {text.Length} characters; at most 1048576 are read");
    }

    [Theory]
    [InlineData("\"p", "\":0,", 1001, "an object of more than 1000 members", "1000")]
    [InlineData("\"modelType\":[", "0,", 10_001, "an array of more than 10000 items", "10000")]
    public void What_is_far_too_much_is_not_read(string start, string each, int count, string what, string most)
    {
        var text = start.Contains('[', StringComparison.Ordinal)
            ? "{" + start + string.Concat(Enumerable.Repeat(each, count)) + "0]}"
            : "{" + string.Concat(Enumerable.Range(0, count).Select(i => start + i + each)) + "\"last\":0}";

        var finding = Assert.Single(Generation.Of(("mine.json", text)).Findings);

        Assert.EndsWith($"error PGEN009: This file has {what}; at most {most} are read", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_problems_are_enough()
    {
        var text = Extension.Replace("\"#\" }", "\"x\"" + string.Concat(Enumerable.Range(0, 900).Select(i => $",\"unknown{i}\":0")) + "}", StringComparison.Ordinal);
        var findings = Generation.Of([Generation.Schema("mine.json", text), Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base")]).Findings;

        Assert.Equal(101, findings.Length);
        Assert.Equal(100, findings.Count(finding => finding.Contains("PGEN101", StringComparison.Ordinal)));
        Assert.EndsWith("error PGEN010: There are more than 100 problems; the others are shown when these are cured", findings[100], StringComparison.Ordinal);
    }

    [Fact]
    public void Sixteen_schemas_may_extend_each_other()
    {
        var chain = Enumerable.Range(1, 16).Select(i => Generation.Schema(
            $"mine{i}.json", Extension.Replace("bert.json", i == 1 ? "bert.json" : $"mine{i - 1}.json", StringComparison.Ordinal), i is 15 or 16 ? "emit" : "base"));
        var findings = Generation.Of([.. chain, Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base")]).Findings;

        Assert.Equal("mine1.json(1,14): error PGEN009: This file has bases of bases; at most 16 are read", findings.First(finding => finding.Contains("PGEN009", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("sizes", "{ \"config\": \"k#\", \"default\": \"a~\" }")]
    [InlineData("sizes", "{ \"size\": \"a~\", \"times\": \"a~\", \"dividedBy\": \"a~\" }")]
    [InlineData("sizes", "{ \"config\": \"k#\", \"default\": { \"size\": \"a~\", \"times\": \"a~\" } }")]
    [InlineData("rates", "{ \"config\": \"k#\", \"default\": 0.1 }")]
    [InlineData("presets", "{ \"sizes\": { \"vocabSize\": 1 }, \"parameters\": { \"exact\": 1, \"published\": \"1M\", \"source\": \"https://a.b\" } }")]
    public void The_largest_schema_that_is_read_takes_seconds(string part, string each)
    {
        var members = string.Join(",", Enumerable.Range(0, 900).Select(i => $"\"a{i}\": " + each.Replace("#", $"{i}", StringComparison.Ordinal).Replace("~", $"{i + 1}", StringComparison.Ordinal)));
        var text = Extension.Replace("\"#\"", $"\"x\", \"{part}\": {{ {members} }}", StringComparison.Ordinal);
        AssertQuick(text, expected: null);
    }

    [Fact]
    public void A_message_shows_no_more_than_the_beginning_of_a_long_text()
    {
        var findings = Run("mine.json", "x", name: new string('p', 100_000)).Findings;

        Assert.All(findings, finding => Assert.InRange(finding.Length, 1, 3000));
        Assert.NotEmpty(findings);
    }

    private static Generation Run(string path, string summary, string? name = null) => Generation.Of(
    [
        Generation.Schema(path, Extension.Replace("#", summary, StringComparison.Ordinal).Replace("{ \"ext", name is null ? "{ \"ext" : $"{{ \"{name}\": \"x\", \"ext", StringComparison.Ordinal)),
        Generation.Schema("bert.json", Toys.Read("bert.json").Text, "base"),
    ]);

    private static void AssertQuick(string text, string? expected)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var sources = EncoderSources.From([new("mine.json", text)], [new("bert.json", Toys.Read("bert.json").Text)], "Demo");

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        Assert.InRange((GC.GetTotalAllocatedBytes() - before) >> 20, 0, 500);
        Assert.InRange(sources.Diagnostics.Count, 1, SchemaLimits.Findings + 1);
        if (expected is not null) Assert.Equal([expected], sources.Diagnostics.Select(Generation.Printed));
    }

    private static void AssertHarmless(string code)
    {
        AssertPrintable(code);
        var tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp14));
        Assert.Empty(tree.GetDiagnostics());
        Assert.DoesNotContain(tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>(), type => type.Identifier.Text == "Evil");
    }

    private static void AssertPrintable(string text)
    {
        for (int at = 0, length; at < text.Length; at += length)
            Assert.False(Hidden.Is(text, at, out length) && text[at] != '\n', $"U+{(int)text[at]:X4} at {at} of {text[..Math.Min(text.Length, 2000)]}");
    }

    /// <summary>For each text of a schema, and each member, what puts something behind the text or the name.</summary>
    private static IEnumerable<Action<string, bool>> Places(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                yield return (payload, asName) =>
                {
                    if (!asName && value?.GetValueKind() == JsonValueKind.String) members[name] = (string?)value + payload;
                    if (!asName) return;
                    members.Remove(name);
                    members[name + payload] = value;
                };
                if (value is not null) foreach (var place in Places(value)) yield return place;
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                var at = i;
                yield return (payload, asName) =>
                {
                    if (!asName && items[at]?.GetValueKind() == JsonValueKind.String) items[at] = (string?)items[at] + payload;
                };
                if (items[at] is { } item) foreach (var place in Places(item)) yield return place;
            }
        }
    }
}
