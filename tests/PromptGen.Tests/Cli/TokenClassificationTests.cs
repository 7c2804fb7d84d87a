using System.Text.Json;
using System.Text.RegularExpressions;

namespace PromptGen.Tests.Cli;

/// <summary>Entities from the command line: what is trained is saved, predicts and is measured.</summary>
public sealed class TokenClassificationTests : IDisposable
{
    private const string Task = "token-classification";

    private readonly SmallTask task = new();
    private readonly string train, dev, test;

    public TokenClassificationTests() => (train, dev, test) = (Sentences("train.conll", 1, 48), Sentences("dev.conll", 2, 16), Sentences("test.conll", 3, 16));

    public void Dispose() => task.Dispose();

    [Fact]
    public void Entities_are_learned_saved_measured_and_found()
    {
        var adapter = task.InFolder("adapter");
        var output = Run(Arguments(adapter, "--test", test));
        Assert.Contains("labels      B-mood, I-mood, O; entity-f1 in training; everything 'O' 0.0 %", output, StringComparison.Ordinal);
        var scores = Regex.Match(output, @"\ntest +16 examples +entity-f1\n +P-Tuning v2 +((?:9\d|100)\.\d %)\n +everything 'O' +0\.0 %\n +majority of each word +\d+\.\d %\n");
        Assert.True(scores.Success, output);
        var card = JsonDocument.Parse(File.ReadAllText(Path.Combine(adapter, "promptgen.json"))).RootElement;
        Assert.Equal("tokenClassification", card.GetProperty("head").GetProperty("task").GetString());
        Assert.Equal(3, card.GetProperty("labels").GetArrayLength());

        var evaluated = Run("evaluate", "--model", task.Model, "--adapter", adapter, "--data", test);
        Assert.Contains($"entity-f1   {scores.Groups[1].Value} of 16 examples; everything 'O' 0.0 %", evaluated, StringComparison.Ordinal);
        Assert.Matches(@"  mood +\d+\.\d % +\d+\.\d % +\d+\.\d % +\d+ +\d+ +\d+\n  all ", evaluated);

        var line = Line(Run("predict", "--model", task.Model, "--adapter", adapter, "--text", "w1 w2 (fine poor) w3."));
        var entity = Assert.Single(line.GetProperty("entities").EnumerateArray());
        Assert.Equal(("mood", "fine poor", 7, 16), (entity.GetProperty("type").GetString(), entity.GetProperty("text").GetString(), entity.GetProperty("start").GetInt32(), entity.GetProperty("end").GetInt32()));

        var words = task.InFolder("words.jsonl");
        File.WriteAllText(words, """{"tokens": ["w1", "fine", "poor", "w2"]}""");
        line = Line(Run("predict", "--model", task.Model, "--adapter", adapter, "--data", words));
        Assert.Equal(["O", "B-mood", "I-mood", "O"], line.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        entity = Assert.Single(line.GetProperty("entities").EnumerateArray());
        Assert.Equal((1, 3), (entity.GetProperty("start").GetInt32(), entity.GetProperty("end").GetInt32()));
    }

    [Theory]
    [InlineData("HeadOnly")]
    [InlineData("FineTuning")]
    public void The_yardsticks_train_over_every_seed_and_rate(string method)
    {
        var output = Run("train", "--task", Task, "--model", task.Model, "--train", train, "--dev", dev, "--test", test, "--method", method,
            "--epochs", "1", "--seed", "1", "2", "--learning-rate", "0.001", "0.01", "--metric", "accuracy");
        Assert.Equal(4, output.Split("trained     ").Length - 1);
        Assert.Matches(@"\ntest +16 examples, 2 seeds +accuracy\n +(head only|full fine-tuning) +\d+\.\d ± \d+\.\d %\n +everything 'O' +\d\d\.\d %\n", output);
    }

    [Fact]
    public void Labels_of_no_scheme_and_files_of_other_tasks_are_named_by_file_and_line()
    {
        var wrong = task.InFolder("wrong.conll");
        File.WriteAllText(wrong, "w1 O\nfine mood\n\n");
        Fails($"{wrong}(1): word 2 of this sentence, 'fine', has the label 'mood', which is of no scheme of entities; expected O, or B-", Arguments(task.InFolder("adapter"), "--train", wrong));
        File.WriteAllText(wrong, "w1\nfine\n\n");
        Fails($"{wrong}: none of the examples has a label.", Arguments(task.InFolder("adapter"), "--train", wrong));
        Fails($"{task.Train}(", Arguments(task.InFolder("adapter"), "--train", task.Train));
        Fails("--metric matthews: does not measure token-classification; expected entity-f1", Arguments(task.InFolder("adapter"), "--metric", "matthews"));
        Fails("--format Csv: does not hold what this task reads; expected Columns, JsonLines, Parquet, ConllU.", Arguments(task.InFolder("adapter"), "--format", "Csv"));

        var words = task.InFolder("many.txt");
        File.WriteAllLines(words, Enumerable.Range(0, 150).Select(i => $"word{i} is long"));
        Fails($"{words}(1): the 150 examples have 150 labels, here 'word0'", task.TrainArguments(task.InFolder("adapter"), "--train", words));
    }

    [Fact]
    public void An_adapter_is_used_for_its_own_task()
    {
        var adapter = task.InFolder("adapter");
        Run(Arguments(adapter, "--epochs", "1"));
        Fails($"--task rte: the adapter {adapter} is for token-classification.", ["predict", "--model", task.Model, "--adapter", adapter, "--task", "rte", "--text", "w1"]);
        Fails($"{task.Train}(2): has", ["evaluate", "--model", task.Model, "--adapter", adapter, "--data", task.Train]);
    }

    [Fact]
    public async Task A_run_that_is_killed_goes_on_and_gives_the_same_bits()
    {
        var (whole, killed) = (task.InFolder("whole"), task.InFolder("killed"));
        Assert.Equal(0, CommandLine.Run(Arguments(whole)).Status);
        using (var process = CommandLine.Start(Arguments(killed)))
        {
            var error = process.StandardError.ReadToEndAsync();
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal))
            {
            }
            process.Kill();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode != 0, await error);
        }
        Assert.Equal(0, CommandLine.Run([.. Arguments(killed), "--resume"]).Status);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(killed, "adapter_model.safetensors")));
    }

    private string[] Arguments(string adapter, params string[] more) =>
        [.. task.TrainArguments(adapter, ["--task", Task, "--train", train, "--dev", dev, "--epochs", "30", "--learning-rate", "0.1", .. more])];

    /// <summary>Two words that begin and end an entity, anywhere among words outside.</summary>
    private string Sentences(string name, int seed, int count)
    {
        var random = new Random(seed);
        var path = task.InFolder(name);
        string[] Outside() => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"w{random.Next(94)}\tO")];
        File.WriteAllLines(path, Enumerable.Range(0, count).SelectMany(_ => (string[])[.. Outside(), "fine\tB-mood", "poor\tI-mood", .. Outside(), ""]));
        return path;
    }

    private static string Run(params string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.True(result.Status == 0, result.Output + result.Error);
        return result.Output;
    }

    private static void Fails(string expected, string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.Equal(1, result.Status);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static JsonElement Line(string output) => JsonDocument.Parse(output.Trim()).RootElement;
}
