using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PromptGen.Generator.Tests;

/// <summary>Damaged schemas: nothing throws, and what raises no error parses as C#; a sample of those is compiled as well.</summary>
public class MutationTests
{
    [Fact]
    public void A_damaged_schema_gives_diagnostics_or_code_that_compiles()
    {
        var random = new Random(7);
        var schema = Toys.Read("bert.json").Text;
        var lines = schema.Split('\n');
        string[] values = ["null", "0", "-1", "1.5", "true", "\"\"", "\"x\"", "\"layer\"", "\"norm\"", "\"hiddenSize\"", "[]", "{}", "99999999999999999999", "\"/a.{layer}\"", "\"relu\""];
        int compiled = 0, diagnosed = 0;
        for (var i = 0; i < 1500; i++)
        {
            var damaged = Damage(lines, values, random);
            var sources = EncoderSources.From([new("bert.json", damaged)], [], "Demo");

            Assert.DoesNotContain(sources.Diagnostics, found => found.Id == "PGEN901");
            if (sources.Diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error))
            {
                diagnosed++;
                Assert.Empty(sources.Files);
                continue;
            }
            var text = Assert.Single(sources.Files).Value;
            Assert.Empty(CSharpSyntaxTree.ParseText(text).GetDiagnostics());
            if (compiled++ % 15 == 0)
            {
                var errors = Generation.Compile(text).GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).ToList();
                Assert.True(errors.Count == 0, $"{errors.FirstOrDefault()}\n{damaged}");
            }
        }
        Assert.True(compiled > 50 && diagnosed > 500, $"{compiled} compiled, {diagnosed} diagnosed");
    }

    private static string Damage(string[] lines, string[] values, Random random)
    {
        var damaged = lines.ToList();
        for (var edits = random.Next(1, 3); edits > 0; edits--)
        {
            var at = random.Next(damaged.Count);
            var line = damaged[at];
            switch (random.Next(5))
            {
                case 0:
                    damaged.RemoveAt(at);
                    break;
                case 1:
                    damaged.Insert(at, damaged[random.Next(damaged.Count)]);
                    break;
                case 2 when line.IndexOf(": \"", StringComparison.Ordinal) is > 0 and var colon:
                    damaged[at] = line[..(colon + 2)] + values[random.Next(values.Length)] + (line.EndsWith(',') ? "," : "");
                    break;
                case 3 when line.Contains('"'):
                    var quote = line.IndexOf('"');
                    damaged[at] = line.Insert(quote + 1, ((char)random.Next('a', 'z')).ToString());
                    break;
                case 4 when line.Length > 4:
                    damaged[at] = line.Remove(random.Next(line.Length), 1);
                    break;
            }
        }
        return string.Join("\n", damaged);
    }
}
