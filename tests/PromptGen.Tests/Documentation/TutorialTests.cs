using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromptGen.Tests.Documentation;

/// <summary>Does the steps of the tutorial one after another, in one folder, and holds what is printed to what it says.</summary>
public sealed class TutorialTests
{
    public const string File = "schemas/TUTORIAL.md";

    private const string LeftOut = "…";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Its_steps_lead_from_an_empty_file_to_a_trained_prefix()
    {
        using var folder = new ReaderFolder();
        var schema = new JsonObject();
        var faults = new List<string>();
        var (added, ran) = (0, 0);
        var tutorial = MarkdownFile.Read(File);
        foreach (var block in tutorial.Blocks)
        {
            switch (block.Language)
            {
                case "json":
                    added++;
                    Merge(schema, JsonNode.Parse(block.Text)!.AsObject());
                    System.IO.File.WriteAllText(Path.Combine(folder.Path, "mine.json"), schema.ToJsonString(Indented));
                    break;
                case "console":
                    foreach (var (command, printed) in Commands(block.Text))
                    {
                        ran++;
                        var output = folder.Promptgen(CommandRunner.Short([.. command.Split(' ').Skip(1)])).Output
                            .Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
                        if (Unprinted(printed, output) is { } line) faults.Add($"{tutorial.At(block.Line)}: $ {command}\ndoes not print, in its place: {line}\nbut\n{output}");
                    }
                    break;
            }
        }
        Faults.None(faults);
        Assert.Equal((10, 8), (added, ran));
    }

    [Theory]
    [InlineData("one\n…\nfour", null)]
    [InlineData("one\n…w…\n…\nfour", null)]
    [InlineData("two\n…", "two")]
    [InlineData("one\nthree\n…", "three")]
    [InlineData("…\nfour\nthree", "three")]
    [InlineData("one\ntwo\nthree", "nothing more")]
    public void A_line_that_is_not_printed_is_found(string printed, string? fault) => Assert.Equal(fault, Unprinted(printed.Split('\n'), "one\ntwo\nthree\nfour\n"));

    private static IEnumerable<(string Command, string[] Printed)> Commands(string block) =>
        ("\n" + block.TrimEnd()).Split("\n$ ").Skip(1).Select(text => text.Split('\n')).Select(lines => (lines[0], lines[1..]));

    /// <summary>Follows the output line by line; what stands for lines, or for the rest of one, leaves any number out.</summary>
    /// <returns>The first line that is not where it should be; null: all are.</returns>
    private static string? Unprinted(string[] printed, string output)
    {
        // The first line of a list of errors says of which file they are.
        string[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.EndsWith("the schema has errors:", StringComparison.Ordinal))];
        var (at, anywhere) = (0, false);
        foreach (var line in printed)
        {
            if (line == LeftOut)
            {
                anywhere = true;
                continue;
            }
            var next = anywhere ? Array.FindIndex(lines, at, actual => Matches(line, actual)) : at < lines.Length && Matches(line, lines[at]) ? at : -1;
            if (next < 0) return line;
            (at, anywhere) = (next + 1, false);
        }
        return anywhere || at == lines.Length ? null : "nothing more";
    }

    private static bool Matches(string line, string actual)
    {
        if (!line.Contains(LeftOut, StringComparison.Ordinal)) return line.TrimEnd() == actual.TrimEnd();
        return line.Split(LeftOut, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(part => actual.Contains(part, StringComparison.Ordinal));
    }

    private static void Merge(JsonObject into, JsonObject added)
    {
        foreach (var (name, value) in added)
        {
            if (value is JsonObject inner && into[name] is JsonObject there) Merge(there, inner);
            else into[name] = value!.DeepClone();
        }
    }
}
