using System.Text.Json.Nodes;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

/// <summary>No value is ever syntax: a stranger's text opens no file and sets no option.</summary>
public sealed class Case03AtSignIsAResponseFileTests(Case03AtSignIsAResponseFileTests.TrainedAdapter trained) : IClassFixture<Case03AtSignIsAResponseFileTests.TrainedAdapter>
{
    [Theory]
    [InlineData("@anna where is my order?")]
    [InlineData("@OPTIONS")]
    [InlineData("--output=PWNED")]
    [InlineData("--output")]
    [InlineData("--text=other")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--version")]
    [InlineData("--")]
    [InlineData("-")]
    [InlineData("---")]
    [InlineData("-x --output PWNED")]
    [InlineData("--no-such-option")]
    [InlineData("[diagram]")]
    [InlineData("predict")]
    [InlineData("a=b:c")]
    [InlineData("=")]
    public void A_text_is_a_text_whatever_it_looks_like(string text)
    {
        var pwned = trained.Task.InFolder("pwned.jsonl");
        var options = trained.Task.InFolder("options.txt");
        File.WriteAllText(options, $"x --output {pwned}");
        text = text.Replace("OPTIONS", options, StringComparison.Ordinal).Replace("PWNED", pwned, StringComparison.Ordinal);
        foreach (var words in new[] { new[] { "--text", text }, [$"--text={text}"] })
        {
            var (status, output, error) = CalledCommand.Run(["predict", "--model", trained.Task.Model, "--adapter", trained.Folder, .. words]);
            Assert.True(status == 0, error);
            Assert.Equal(text, (string?)JsonNode.Parse(output)!["text"]);
            Assert.False(File.Exists(pwned));
        }
    }

    [Theory]
    [InlineData("inspect", "@data")]
    [InlineData("report", "@data")]
    [InlineData("verify", "@data")]
    public void A_path_may_begin_with_an_at_sign(string command, string path)
    {
        var (status, _, error) = CalledCommand.Run(command, path);
        Assert.Equal(1, status);
        Assert.Contains(Path.GetFullPath(path), Path.GetFullPath(path) + error, StringComparison.Ordinal);
        Assert.Contains("@data", error, StringComparison.Ordinal);
        Assert.DoesNotContain("esponse", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_files_and_folders_may_begin_with_an_at_sign()
    {
        var task = trained.Task;
        var data = task.InFolder("@train.txt");
        File.WriteAllLines(data, File.ReadAllLines(task.Train).Select(line => "@" + line));
        var output = task.InFolder("@out");
        var (status, said, error) = CalledCommand.Run(
            "train", "--model", task.Model, "--train", data, "--labels", "@good", "@bad", "--output", output, "--epochs", "1", "--prefix-length", "2");
        Assert.True(status == 0, error);
        Assert.Contains("labels      @good, @bad", said, StringComparison.Ordinal);
        Assert.True(Directory.Exists(output));
    }

    [Theory]
    [InlineData("train", "--learning-rat", "did you mean '--learning-rate'?")]
    [InlineData("train", "--learning-rat=0.1", "did you mean '--learning-rate'?")]
    [InlineData("predict", "--txet", "did you mean '--text'?")]
    [InlineData("inspect", "-x", "is not an option of promptgen inspect")]
    [InlineData("trian", "--model", "did you mean 'train'?")]
    [InlineData("export", "--format=onnx", "--format onnx")]
    public void An_unknown_word_is_a_wrong_command_line_with_a_suggestion(string command, string option, string suggestion)
    {
        var (status, _, error) = CalledCommand.Run(command, option, "0.1");
        Assert.Equal(2, status);
        Assert.Contains(suggestion, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forgotten_value_is_said()
    {
        var (status, _, error) = CalledCommand.Run("train", "--model", "--train", "x.csv");
        Assert.Equal(2, status);
        Assert.Contains("--model: needs a value", error, StringComparison.Ordinal);
    }

    public sealed class TrainedAdapter : IDisposable
    {
        public TrainedAdapter()
        {
            Folder = Task.InFolder("adapter");
            var (status, _, error) = CalledCommand.Run(Task.TrainArguments(Folder, "--epochs", "1"));
            Assert.True(status == 0, error);
        }

        internal SmallTask Task { get; } = new();

        public string Folder { get; }

        public void Dispose() => Task.Dispose();
    }
}
