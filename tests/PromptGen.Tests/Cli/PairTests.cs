using System.Text.Json;
using System.Text.RegularExpressions;
using PromptGen.Adapters;
using PromptGen.Heads;
using PromptGen.Tests.Cases;

namespace PromptGen.Tests.Cli;

/// <summary>An adapter answers what it was trained on: pairs or single texts.</summary>
public sealed class PairTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Theory]
    [InlineData(TextInputs.Single, false, null)]
    [InlineData(TextInputs.Single, true, "was trained on single texts, and here is a pair")]
    [InlineData(TextInputs.Pair, false, "was trained on pairs of texts, and here is a single one")]
    [InlineData(TextInputs.Pair, true, null)]
    [InlineData(TextInputs.Either, false, null)]
    [InlineData(TextInputs.Either, true, null)]
    [InlineData(null, true, null)]
    public void The_card_knows_what_an_adapter_can_answer(TextInputs? inputs, bool pair, string? expected)
    {
        using var read = AdapterFolder.Read(UntrainedAdapter.Write(task.Model, task.InFolder("adapter"), inputs: inputs));
        Assert.Equal(inputs, read.Card.Inputs);
        Assert.Equal(expected, read.Card.WhyNot(pair));
    }

    [Fact]
    public void Training_on_pairs_proposes_a_pair_and_the_command_works_as_it_stands()
    {
        var (pairs, adapter) = (task.InFolder("pairs.jsonl"), task.InFolder("adapter"));
        File.WriteAllLines(pairs, Enumerable.Range(0, 16).Select(i => $$"""{"text": "fine w{{i}}", "text_pair": "{{(i % 2 == 0 ? "fine" : "poor")}}", "label": "{{(i % 2 == 0 ? "yes" : "no")}}"}"""));
        var train = CalledCommand.Run("train", "--model", task.Model, "--train", pairs, "--epochs", "1", "--prefix-length", "2", "--output", adapter);
        Assert.True(train.Status == 0, train.Error);
        var next = Regex.Match(train.Output, @"next +the adapter on a text of yours:\n +.* (predict .*)\n").Groups[1].Value;
        Assert.EndsWith("""--text "..." --text-pair "..." """.TrimEnd(), next, StringComparison.Ordinal);
        var predict = CalledCommand.Run(["predict", "--model", task.Model, "--adapter", adapter, "--text", "...", "--text-pair", "..."]);
        Assert.True(predict.Status == 0, predict.Error);
        Assert.Equal("...", JsonDocument.Parse(predict.Output).RootElement.GetProperty("text_pair").GetString());
        Assert.Matches(@"inputs +pairs of texts\n", CalledCommand.Run("inspect", adapter).Output);
    }

    [Fact]
    public void Dev_examples_are_of_the_kind_that_is_trained_on()
    {
        var (pairs, singles) = (task.InFolder("pairs.jsonl"), task.InFolder("singles.jsonl"));
        File.WriteAllLines(pairs, Enumerable.Range(0, 4).Select(i => $$"""{"text": "fine", "text_pair": "w{{i}}", "label": "{{i % 2}}"}"""));
        File.WriteAllLines(singles, Enumerable.Range(0, 4).Select(i => $$"""{"text": "w{{i}}", "label": "{{i % 2}}"}"""));
        var train = CalledCommand.Run("train", "--model", task.Model, "--train", pairs, "--dev", singles, "--epochs", "1");
        Assert.Equal(1, train.Status);
        Assert.Contains($"{singles}(1): is a single text, and the training examples are pairs", train.Error, StringComparison.Ordinal);
        train = CalledCommand.Run("train", "--model", task.Model, "--train", singles, "--test", pairs, "--epochs", "1");
        Assert.Contains($"{pairs}(1): is a pair of texts, and the training examples are single ones", train.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_texts_are_refused_where_pairs_were_learned_and_the_reverse()
    {
        var pairs = UntrainedAdapter.Write(task.Model, task.InFolder("pairs"), inputs: TextInputs.Pair, kind: LabelKind.Value);
        var singles = UntrainedAdapter.Write(task.Model, task.InFolder("singles"), inputs: TextInputs.Single);
        Refused(pairs, "--text: the adapter pairs was trained on pairs of texts, and here is a single one; give a second text for each text: --text-pair.", "--text", "fine");
        Refused(2, pairs, "--text-pair: is given 1 times and --text 2 times; give one second text for each text.", "--text", "fine", "--text", "poor", "--text-pair", "w1");
        Refused(singles, "--text: the adapter singles was trained on single texts, and here is a pair; leave the second text out.", "--text", "fine", "--text-pair", "poor");

        var piped = CalledCommand.Run("fine\n"u8.ToArray(), "predict", "--model", task.Model, "--adapter", pairs);
        Assert.Equal((1, ""), (piped.Status, piped.Output));
        Assert.Contains("standard input(1): the adapter pairs was trained on pairs of texts, and here is a single one", piped.Error, StringComparison.Ordinal);

        var file = task.InFolder("mixed.jsonl");
        File.WriteAllText(file, """{"text": "fine", "text_pair": "poor", "label": 1.0}""" + "\n" + """{"text": "fine", "label": 2.0}""" + "\n");
        Refused(pairs, "mixed.jsonl(2): the adapter pairs was trained on pairs of texts, and here is a single one", "--input", file);
        var evaluate = CalledCommand.Run("evaluate", "--model", task.Model, "--adapter", pairs, "--data", file);
        Assert.Equal(1, evaluate.Status);
        Assert.Contains("mixed.jsonl(2): the adapter pairs was trained on pairs of texts", evaluate.Error, StringComparison.Ordinal);
    }

    private void Refused(string adapter, string expected, params string[] arguments) => Refused(1, adapter, expected, arguments);

    private void Refused(int status, string adapter, string expected, params string[] arguments)
    {
        var predict = CalledCommand.Run(["predict", "--model", task.Model, "--adapter", adapter, .. arguments]);
        Assert.Equal(status, predict.Status);
        Assert.Contains(expected, predict.Error, StringComparison.Ordinal);
    }
}
