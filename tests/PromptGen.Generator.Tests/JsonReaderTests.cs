using System.Text;
using System.Text.Json;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Tests;

/// <summary>The JSON reader against System.Text.Json: what is accepted, and what values it gives.</summary>
public class JsonReaderTests
{
    [Fact]
    public void Accepts_and_reads_what_System_Text_Json_does()
    {
        var random = new Random(20240607);
        string[] seeds =
        [
            """{"a":[1,-2.5e+10,0,-0,1E5],"b":{"c":"x\n\u00e9\ud83d\ude00\"\\\/","":null},"d":[true,false,null,[],{}]}""",
            """ [ "caf\u00E9 Ünïcödé 😀", 0.0e-0 , { "k" : [ [ [ ] ] ] } ] """,
            "-12.75e-3",
            "\"plain\"",
            "{\r\n  \"x\": 1,\r\n  \"y\": [ 2 ]\r\n}\r\n",
            Repository.Read("schemas", "roberta.json"),
        ];
        const string alphabet = "{}[]:,\"\\/bfnrtu0123456789+-.eEaAdDtrufalsn \t\r\n\u0001é\ud83d\ude00K*#";
        int accepted = 0, rejected = 0;
        for (var i = 0; i < 6000; i++)
        {
            var text = i < seeds.Length ? seeds[i] : Mutate(seeds[random.Next(seeds.Length)], alphabet, random);
            if (HasDuplicates(text)) continue;
            var expected = SystemText(text);
            var findings = new Findings();
            var node = JsonReader.Read("x.json", text, findings);

            Assert.True(expected == (node is null ? null : Canonical(node)), $"differs on: {text}");
            Assert.Equal(node is null ? 1 : 0, findings.ToArray().Count);
            if (node is null) rejected++;
            else accepted++;
        }
        Assert.True(accepted > 500 && rejected > 2000, $"{accepted} accepted, {rejected} rejected");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(200_000, false)]
    public void Nests_as_deep_as_System_Text_Json_does(int depth, bool accepted)
    {
        var text = new string('[', depth) + new string(']', depth);

        Assert.Equal(accepted, SystemText(text) is not null);
        Assert.Equal(accepted, JsonReader.Read("x.json", text, new Findings()) is not null);
    }

    [Theory]
    [InlineData("{\n  // why\n}", "x.json(2,3): error PGEN002: Not JSON: expected a name in quotes, found a comment, which JSON does not have")]
    [InlineData("{\"a\": 1,}", "x.json(1,9): error PGEN002: Not JSON: '}' follows a comma that is one too many")]
    [InlineData("[1,\r\n]", "x.json(2,1): error PGEN002: Not JSON: ']' follows a comma that is one too many")]
    [InlineData("{\"a\" 1}", "x.json(1,6): error PGEN002: Not JSON: expected ':' after the name 'a', found '1'")]
    [InlineData("{\"a\": 1", "x.json(1,8): error PGEN002: Not JSON: the file ends inside an object")]
    [InlineData("[01]", "x.json(1,3): error PGEN002: Not JSON: a number does not begin with a superfluous 0")]
    [InlineData("\"\\x\"", "x.json(1,3): error PGEN002: Not JSON: expected an escape after '\\', found 'x'")]
    [InlineData("\"\\ud800\"", "x.json(1,7): error PGEN002: Not JSON: a text holds half a surrogate pair")]
    [InlineData("", "x.json(1,1): error PGEN002: Not JSON: the file ends where a value is expected")]
    [InlineData("{} {}", "x.json(1,4): error PGEN002: Not JSON: expected nothing after the first value, found '{'")]
    public void Says_where_a_text_stops_being_JSON(string text, string expected)
    {
        var findings = new Findings();

        Assert.Null(JsonReader.Read("x.json", text, findings));
        Assert.Equal([expected], findings.ToArray().Select(finding => Generation.Printed(finding.ToDiagnostic())));
    }

    private static string Mutate(string text, string alphabet, Random random)
    {
        var result = new StringBuilder(text);
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(result.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    result.Insert(at, alphabet[random.Next(alphabet.Length)]);
                    break;
                case 1 when at < result.Length:
                    result.Remove(at, 1);
                    break;
                case 2 when at < result.Length:
                    result[at] = alphabet[random.Next(alphabet.Length)];
                    break;
                case 3:
                    var start = random.Next(text.Length);
                    result.Insert(at, text.AsSpan(start, random.Next(Math.Min(12, text.Length - start + 1))));
                    break;
            }
        }
        return result.ToString();
    }

    private static bool HasDuplicates(string text)
    {
        var findings = new Findings();
        JsonReader.Read("x.json", text, findings);
        return findings.ToArray().Any(finding => finding.Id == "PGEN003");
    }

    private static string? SystemText(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Canonical(document.RootElement);
        }
        // Half a surrogate pair is an ArgumentException where it stands in the text, an InvalidOperationException where it is an escape.
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().Select(member => Quoted(member.Name) + ":" + Canonical(member.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => Quoted(element.GetString()!),
        _ => element.GetRawText(),
    };

    private static string Canonical(JsonNode node) => node.Kind switch
    {
        JsonKind.Object => "{" + string.Join(",", node.Members.Select(member => Quoted(member.Name) + ":" + Canonical(member.Value))) + "}",
        JsonKind.Array => "[" + string.Join(",", node.Items.Select(Canonical)) + "]",
        JsonKind.String => Quoted(node.Text),
        JsonKind.Number => node.Text,
        _ => node.Description,
    };

    private static string Quoted(string text) => $"<{text.Length}:{text}>";
}
