using PromptGen.Cli;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

/// <summary>Every option of every command accepts what its help says, and nothing else.</summary>
public sealed class Case01DelimiterOptionsRefuseEverythingTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void Every_option_of_every_command_takes_what_is_a_value_of_it()
    {
        var root = OptionSamples.Root();
        var faults = new List<string>();
        foreach (var (command, option) in OptionSamples.All(root))
        foreach (var value in OptionSamples.Of(option).Legal)
        foreach (var words in new[] { new[] { option.Name, value }, [$"{option.Name}={value}"] })
        {
            var errors = OptionSamples.Errors(root, command, option, words);
            if (errors.Count > 0) faults.Add($"{command.Name} {string.Join(' ', words)}: {string.Join(' ', errors)}");
            else if (option.ValueType == typeof(string) && Application.Parse(root, [command.Name, .. words]).GetResult(option)!.Tokens[0].Value != value)
                faults.Add($"{command.Name} {string.Join(' ', words)}: is another text");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_option_of_every_command_refuses_what_is_no_value_of_it()
    {
        var root = OptionSamples.Root();
        var faults = new List<string>();
        foreach (var (command, option) in OptionSamples.All(root))
        {
            var refused = OptionSamples.Of(option).Illegal.Select(value => new[] { $"{option.Name}", value }).ToList();
            if (option.ValueType != typeof(bool) && option.ValueType != typeof(bool?)) refused.Add([option.Name]);
            else refused = [.. refused.Select(words => new[] { string.Join('=', words) })];
            foreach (var words in refused)
            {
                var errors = OptionSamples.Errors(root, command, option, words);
                if (errors.Count == 0) faults.Add($"{command.Name} {string.Join(' ', words)}: is accepted");
                faults.AddRange(errors.Where(error => !error.Contains(option.Name, StringComparison.Ordinal) || Leaks(error)).Select(error => $"{command.Name}: {error}"));
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_command_calls_itself_as_it_is_typed()
    {
        foreach (var command in OptionSamples.Root().Subcommands)
        {
            var (status, output, error) = CalledCommand.Run(command.Name, "--help");
            Assert.Equal(0, status);
            Assert.Contains($"promptgen {command.Name}", output, StringComparison.Ordinal);
            Assert.False(Leaks(output + error), output);
        }
    }

    [Theory]
    [InlineData(';', ";")]
    [InlineData('|', "|")]
    [InlineData('\t', "\\t")]
    public void A_file_is_read_by_its_delimiter(char delimiter, string written)
    {
        var file = task.InFolder("semi.csv");
        File.WriteAllLines(file, [$"text{delimiter}label", .. Enumerable.Range(0, 8).Select(i => $"w1 w{i}{delimiter}{(i % 2 == 0 ? "a" : "b")}")]);
        foreach (var options in new[] { new[] { "--delimiter", written }, [$"--delimiter={written}"] })
            Succeeds(["train", "--model", task.Model, "--train", file, "--epochs", "1", "--prefix-length", "2", .. options]);

        var recipe = task.InFolder("recipe.json");
        File.WriteAllText(recipe, $$"""{ "model": "model", "train": "semi.csv", "epochs": 1, "prefixLength": 2, "delimiter": {{System.Text.Json.JsonSerializer.Serialize(written)}} }""");
        Succeeds("train", recipe);
    }

    [Fact]
    public void Labels_are_separated_by_the_character_that_is_given()
    {
        var file = task.InFolder("multi.csv");
        File.WriteAllLines(file, ["text,label", .. Enumerable.Range(0, 8).Select(i => $"w{i},{(i % 2 == 0 ? "a;b" : "b")}")]);
        var output = Succeeds("train", "--model", task.Model, "--task", "multi-label", "--train", file, "--label-separator", ";", "--epochs", "1", "--prefix-length", "2");
        Assert.Contains("labels      a, b", output, StringComparison.Ordinal);
    }

    private static bool Leaks(string text) => text.Contains("System.", StringComparison.Ordinal) || text.Contains("PromptGen.Cli", StringComparison.Ordinal);

    private static string Succeeds(params string[] arguments)
    {
        var (status, output, error) = CalledCommand.Run(arguments);
        Assert.True(status == 0, $"{output}\n{error}");
        return output;
    }
}
