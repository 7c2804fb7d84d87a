namespace PromptGen.Tests.Cli;

/// <summary>Other formats, labels and metrics, from the command line.</summary>
public sealed class DataTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void CSV_and_TSV_train_and_are_predicted_from_with_columns_by_name_and_number()
    {
        var train = Converted(task.Train, "train.csv", "gold,sentence", (label, text) => $"{label},\"{text}\"");
        var dev = Converted(task.Dev, "dev.csv", "sentence,gold", (label, text) => $"{text},{label}");
        var adapter = task.InFolder("adapter");
        var result = Run(task.TrainArguments(adapter, "--train", train, "--dev", dev, "--text-key", "sentence", "--label-key", "gold", "--metric", "f1-macro"));
        Assert.Matches(@"best dev f1-macro (9\d|100)\.\d ?% in epoch", result);
        Assert.Contains("\"metric\": \"f1-macro\"", File.ReadAllText(Path.Combine(adapter, "promptgen.json")), StringComparison.Ordinal);

        var test = Converted(task.Test, "test.tsv", null, (label, text) => $"{text}\t{label}");
        string[] columns = ["--no-header", "--text-key", "1", "--label-key", "2"];
        var evaluated = Run(["evaluate", "--model", task.Model, "--adapter", adapter, "--data", test, "--metric", "matthews", .. columns]);
        Assert.Matches(@"matthews    (9\d|100)\.\d % of 24 examples; majority 'bad' 0\.0 %", evaluated);
        var predicted = Run(["predict", "--model", task.Model, "--adapter", adapter, "--input", test, .. columns]);
        Assert.Equal(24, predicted.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_SuperGLUE_task_brings_its_columns()
    {
        string Pairs(string file, string name) => Converted(file, name, null, (label, text) =>
            $"{{\"premise\": \"{text}\", \"hypothesis\": \"w1\", \"label\": \"{(label == "good" ? "entailment" : "not_entailment")}\", \"idx\": 0}}");
        var result = Run(task.TrainArguments(
            task.InFolder("adapter"), "--task", "rte", "--train", Pairs(task.Train, "train.jsonl"), "--dev", Pairs(task.Dev, "val.jsonl"), "--epochs", "1"));
        Assert.Contains("labels      entailment, not_entailment", result, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_test_labels_the_dev_examples_are_reported_and_it_is_said()
    {
        var test = Converted(task.Test, "test.jsonl", null, (_, text) => $"{{\"text\": \"{text}\"}}");
        var result = Run(task.TrainArguments(task.InFolder("adapter"), "--test", test, "--epochs", "1"));
        Assert.Contains($"note        {test} has no labels: what is reported is the dev examples, which also choose", result, StringComparison.Ordinal);
        Assert.Matches(@"\ndev +24 examples +accuracy\n +P-Tuning v2 +\d+\.\d %\n +majority 'bad' +50\.0 %\n", result);
        Assert.DoesNotMatch(@"\ntest +24 examples +accuracy", result);

        var evaluate = CalledCommand.Run("evaluate", "--model", task.Model, "--adapter", task.InFolder("adapter"), "--data", test);
        Assert.Equal(1, evaluate.Status);
        Assert.Contains("none of the examples has a label", evaluate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_training_lacks_are_counted_and_named_or_counted_as_wrong()
    {
        File.AppendAllLines(task.Dev, ["ugly w1 w2", "fair w1", "ugly w3"]);
        var refused = CalledCommand.Run(task.TrainArguments(task.InFolder("adapter")));
        Assert.Equal(1, refused.Status);
        Assert.Contains("3 examples have such labels: 'ugly' 2 from line 25, 'fair' 1 from line 26.", refused.Error, StringComparison.Ordinal);

        var kept = Run(task.TrainArguments(task.InFolder("adapter"), "--unseen-labels", "CountedAsWrong", "--epochs", "1"));
        Assert.Contains("note        3 of 27 dev examples have labels that training does not have, and count as wrong", kept, StringComparison.Ordinal);
        var evaluated = Run(["evaluate", "--model", task.Model, "--adapter", task.InFolder("adapter"), "--data", task.Dev, "--unseen-labels", "CountedAsWrong"]);
        Assert.Contains("% of 27 examples; majority 'bad' 44.4 %", evaluated, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_can_be_given_in_their_order_and_one_without_examples_is_said()
    {
        string[] arguments = [.. task.TrainArguments(task.InFolder("adapter"), "--epochs", "1"), "--labels", "good", "bad", "odd"];
        var result = Run(arguments);
        Assert.Contains("labels      good, bad, odd", result, StringComparison.Ordinal);
        Assert.Contains("note        no training example has the label 'odd'; it cannot be learned", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--metric", "bleu", "--metric bleu: is none of accuracy, f1")]
    [InlineData(2, "--task", "copa", "--task copa: is none of sequence-classification, ")]
    [InlineData(1, "--labels", "good", "--labels: there is nothing to learn with one label")]
    [InlineData(1, "--format", "Csv", "(1): has no column 'text'")]
    [InlineData(1, "--format", "Parquet", "cannot be read as Parquet")]
    public void What_cannot_be_is_named(int status, string option, string value, string expected)
    {
        var result = CalledCommand.Run(task.TrainArguments(task.InFolder("adapter"), option, value));
        Assert.Equal(status, result.Status);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public void Help_teaches_formats(string command)
    {
        var help = Run([command, "--help"]);
        Assert.All(["--text-key", "--no-header", "--task", "sequence-classification|", "|rte|cb|boolq|wic|wic-pair", ".parquet"], text => Assert.Contains(text, help, StringComparison.Ordinal));
        if (command != "predict") Assert.Contains("accuracy-f1-macro", help, StringComparison.Ordinal);
    }

    /// <summary>A file of the task in another format.</summary>
    private string Converted(string file, string name, string? header, Func<string, string, string> line)
    {
        var path = task.InFolder(name);
        var lines = File.ReadAllLines(file).Select(text => text.Split(' ', 2)).Select(parts => line(parts[0], parts[1]));
        File.WriteAllLines(path, header is null ? lines : lines.Prepend(header));
        return path;
    }

    private static string Run(string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.True(result.Status == 0, result.Output + result.Error);
        return result.Output;
    }
}
