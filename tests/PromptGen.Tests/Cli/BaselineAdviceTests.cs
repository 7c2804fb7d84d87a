using System.Text.RegularExpressions;
using PromptGen.Tests.Cases;

namespace PromptGen.Tests.Cli;

/// <summary>What <c>train</c> says at its end where no model would have done better, and how <c>evaluate</c> lists labels.</summary>
public sealed class BaselineAdviceTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void A_baseline_that_wins_is_said_with_the_likely_cause_and_a_command_that_works()
    {
        var adapter = task.InFolder("an adapter");
        var train = CalledCommand.Run(task.TrainArguments(adapter, "--epochs", "1", "--learning-rate", "1e-5"));
        Assert.True(train.Status == 0, train.Error);
        var said = Regex.Match(train.Output, @"note +bag of words, without a model, reaches (\d+\.\d %), and P-Tuning v2 (\d+\.\d %): a learning rate of 1e-05 is likely too low\nnext +try:\n +(.*)\n");
        Assert.True(said.Success, train.Output);
        string[] words = [.. Regex.Matches(said.Groups[3].Value, @"'([^']*)'|(\S+)").Select(word => word.Groups[1].Success ? word.Groups[1].Value : word.Groups[2].Value)];
        string[] again = [.. words.SkipWhile(word => word != "train")];
        Assert.Equal(["--learning-rate", "1e-05", "3e-05", "0.0001"], again.SkipWhile(word => word != "--learning-rate").Take(4));
        Assert.Equal($"{adapter}-2", again[^1]);
        var second = CalledCommand.Run(again);
        Assert.True(second.Status == 0, second.Error);
        Assert.True(File.Exists(Path.Combine($"{adapter}-2", "promptgen.json")));
    }

    [Fact]
    public void Nothing_is_said_where_the_model_wins()
    {
        var train = CalledCommand.Run(task.TrainArguments(task.InFolder("adapter")));
        Assert.True(train.Status == 0, train.Error);
        Assert.DoesNotContain("without a model, reaches", train.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_labels_is_as_wide_as_its_longest_label()
    {
        string[] labels = ["good", "a label of more than twenty-four characters"];
        var adapter = UntrainedAdapter.Write(task.Model, task.InFolder("adapter"), labels: labels);
        var data = task.InFolder("data.csv");
        File.WriteAllText(data, $"text,label\nfine,{labels[0]}\npoor,{labels[1]}\n");
        var evaluate = CalledCommand.Run("evaluate", "--model", task.Model, "--adapter", adapter, "--data", data, "--metric", "accuracy-f1-macro");
        Assert.True(evaluate.Status == 0, evaluate.Error);
        Assert.Matches($@"\n  good {{{labels[1].Length - 2}}}\d of 1 found, \d predicted\n  {labels[1]}  \d of 1 found, \d predicted\n", evaluate.Output);
        Assert.Matches(@"(?m)^accuracy-f1-macro \d+\.\d % of 2 examples", evaluate.Output);
    }
}
