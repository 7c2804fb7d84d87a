using PromptGen.Cli.Terminal;
using Spectre.Console;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

/// <summary>What strangers wrote into labels, files and names reaches the terminal as something to read, never as something to obey.</summary>
public sealed class ControlCharactersTests : IDisposable
{
    private const string Hostile = "\u001b[2J\u009b31m\u202e\u2028\u0007";

    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Theory]
    [InlineData("\u001b[31m", @"\u001b[31m")]
    [InlineData("a\nb\r\tc\0", @"a\u000ab\u000d\u0009c\u0000")]
    [InlineData("\u009b\u0085\u007f", @"\u009b\u0085\u007f")]
    [InlineData("\u2028\u2029\u202a\u202e\u2066\u2069\u200e\u200f\u061c", @"\u2028\u2029\u202a\u202e\u2066\u2069\u200e\u200f\u061c")]
    [InlineData("Grüße, 世界 👋🏽 a\u200db", "Grüße, 世界 👋🏽 a\u200db")]
    public void Control_characters_are_shown_and_all_else_is_left(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Nothing_that_a_terminal_obeys_is_written()
    {
        var data = task.InFolder("hostile.jsonl");
        var labels = new[] { "a" + Hostile, "b" };
        File.WriteAllLines(data, Enumerable.Range(0, 8).Select(i => System.Text.Json.JsonSerializer.Serialize(new { text = $"w{i} {Hostile}", label = labels[i % 2] })));
        var adapter = task.InFolder("adapter" + Hostile.Replace("\u2028", "", StringComparison.Ordinal));
        var train = Run("train", "--model", task.Model, "--train", data, "--test", data, "--output", adapter, "--epochs", "1", "--prefix-length", "2");
        Assert.Contains(@"labels      a\u001b[2J\u009b31m\u202e\u2028\u0007, b", train.Output, StringComparison.Ordinal);
        Run("inspect", adapter);
        Run("evaluate", "--model", task.Model, "--adapter", adapter, "--data", data);
        Run("report", adapter, "--output", task.InFolder("page" + Hostile));
        Run("inspect", "no" + Hostile);
        Run("train", "--no" + Hostile);
        Run("no" + Hostile);
        Run("train", "--model", task.Model, "--train", data, "--epochs", Hostile);

        // A line feed in a stranger's name begins no line of ours.
        Assert.Contains(@"a\u000apromptgen: forged", Run("tokenize", "--model", "a\npromptgen: forged", "--text", "x").Error, StringComparison.Ordinal);

        var config = Path.Combine(task.Model, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"bert\"", "\"be\\u001b[2Jrt\"", StringComparison.Ordinal));
        Assert.Contains(@"be\u001b[2Jrt", Run("inspect", task.Model).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawing_shows_them_too()
    {
        using var writer = new StringWriter();
        var tree = new Tree(new Text("root" + Hostile));
        tree.AddNode(new Text("node\u001b]0;title\u0007"));
        new Screen(writer, isTerminal: false).Draw(tree);
        Assert.Contains(@"node\u001b]0;title\u0007", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    private static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.DoesNotContain(result.Output + result.Error, c => c != '\n' && VisibleText.Of($"{c}").Length > 1);
        return result;
    }
}
