using System.Text.Json;
using System.Text.RegularExpressions;

namespace PromptGen.Tests.Cli;

/// <summary>Several labels, and numbers, from the command line; and adapters of different tasks in one pass.</summary>
public sealed class RowTaskTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void Several_labels_are_learned_saved_measured_and_predicted_and_a_killed_run_goes_on()
    {
        var (train, dev, test) = (Labeled("train.jsonl", 1, 64), Labeled("dev.jsonl", 2, 24), Labeled("test.jsonl", 3, 24));
        var adapter = task.InFolder("adapter");
        string[] arguments = task.TrainArguments(adapter, "--task", "multi-label", "--train", train, "--dev", dev, "--test", test, "--epochs", "30", "--learning-rate", "0.1");
        var output = Run(arguments);
        Assert.Contains("labels      bad, good; f1-micro in training; always no label 0.0 %; always 'bad' 50.0 %", output, StringComparison.Ordinal);
        Assert.Matches(@"\ntest +24 examples +f1-micro\n +P-Tuning v2 +(9\d|100)\.\d %\n +always no label +0\.0 %\n +always 'bad' +50\.0 %\n", output);
        Assert.Equal("several", Card(adapter).GetProperty("labelKind").GetString());

        var evaluated = Run("evaluate", "--model", task.Model, "--adapter", adapter, "--data", test, "--metric", "exact-match");
        Assert.Matches(@"exact-match (8|9|10)\d+\.\d % of 24 examples; always no label 25\.0 %", evaluated);
        Assert.Matches(@"  bad +\d+ of 12 found", evaluated);
        var lines = Lines(Run("predict", "--model", task.Model, "--adapter", adapter, "--text", "fine fine fine poor poor poor w1", "--text", "w1 w2"));
        Assert.Equal([["bad", "good"], []], lines.Select(line => line.GetProperty("labels").EnumerateArray().Select(label => label.GetString()!).ToArray()));
        Assert.Equal(2, lines[1].GetProperty("probabilities").EnumerateObject().Count());

        ResumesToTheSameBits(arguments, adapter);
    }

    [Fact]
    public void A_number_is_learned_saved_measured_and_predicted_and_a_killed_run_goes_on()
    {
        var (train, dev, test) = (Valued("train.csv", 1, 64), Valued("dev.csv", 2, 24), Valued("test.csv", 3, 24));
        var adapter = task.InFolder("adapter");
        string[] arguments = task.TrainArguments(adapter, "--task", "regression", "--label-key", "score", "--train", train, "--dev", dev, "--test", test, "--epochs", "30");
        var output = Run(arguments);
        var scores = Regex.Match(
            output, @"\ntest +24 examples +pearson +spearman +mean-squared-error\n +P-Tuning v2 +[89]\d\.\d % +\S+ % +(0\.\d{4})\n +the mean \(\d(\.\d+)?\) +not defined +not defined +0\.\d{4}\n");
        Assert.True(scores.Success, output);
        Assert.Equal("value", Card(adapter).GetProperty("labelKind").GetString());

        var evaluated = Run("evaluate", "--model", task.Model, "--adapter", adapter, "--data", test, "--label-key", "score", "--metric", "mean-squared-error");
        var error = scores.Groups[1].Value;
        Assert.Matches($@"mean-squared-error {error} of 24 examples; the mean \(\d(\.\d+)?\) \d\.\d{{4}}\npearson ", evaluated);
        var lines = Lines(Run("predict", "--model", task.Model, "--adapter", adapter, "--text", "fine fine fine fine w1", "--text", "poor poor poor poor w1"));
        Assert.True(lines[0].GetProperty("value").GetDouble() > lines[1].GetProperty("value").GetDouble() + 0.5);

        ResumesToTheSameBits(arguments, adapter);
    }

    [Fact]
    public void What_is_no_number_and_labels_without_labels_are_named_by_file_and_line()
    {
        var wrong = task.InFolder("wrong.csv");
        File.WriteAllText(wrong, "text,label\nfine,1.5\npoor,Infinity\n");
        Fails($"{wrong}(3): 'label' is 'Infinity'; expected a number.", "--task", "regression", "--train", wrong);
        Fails($"{task.Train}(1): 'label' is 'good'; expected a number.", "--task", "regression", "--train", task.Train);
        Fails("--metric accuracy: does not measure regression; expected pearson, spearman, mean-squared-error.", "--task", "regression", "--metric", "accuracy");
        var none = task.InFolder("none.jsonl");
        File.WriteAllText(none, "{\"text\": \"fine\", \"label\": []}\n{\"text\": \"poor\"}\n");
        Fails($"{none}(2): has no labels; expected an array of them", "--task", "multi-label", "--train", none);
    }

    [Fact]
    public void Adapters_of_different_tasks_answer_in_one_call_as_they_do_alone_and_are_named()
    {
        var (several, one) = (task.InFolder("several"), task.InFolder("one"));
        Run(task.TrainArguments(several, "--task", "multi-label", "--train", Labeled("train.jsonl", 1, 32), "--dev", Labeled("dev.jsonl", 2, 8), "--epochs", "1"));
        Run(task.TrainArguments(one, "--epochs", "1", "--prefix-length", "3"));
        string[] texts = ["--text", "fine w1", "--text", "poor poor w5 w6"];
        var together = Lines(Run(["predict", "--model", task.Model, "--adapter", several, one, .. texts]));
        Assert.Equal(["several", "one", "several", "one"], together.Select(line => line.GetProperty("adapter").GetString()));
        foreach (var (adapter, name) in new[] { (several, "several"), (one, "one") })
        {
            var alone = Lines(Run(["predict", "--model", task.Model, "--adapter", adapter, .. texts]));
            Assert.Equal(["fine w1", "poor poor w5 w6"], alone.Select(line => line.GetProperty("text").GetString()));
            var beside = together.Where(line => line.GetProperty("adapter").GetString() == name).ToList();
            foreach (var (a, b) in alone.Zip(beside))
            {
                Assert.False(a.TryGetProperty("adapter", out _));
                Assert.All(Probabilities(a).Zip(Probabilities(b)), pair => Assert.Equal(pair.First, pair.Second, 4));
            }
        }
        var twice = CommandLine.Run("predict", "--model", task.Model, "--adapter", one, one, "--text", "fine");
        Assert.Equal(1, twice.Status);
        Assert.Contains($"--adapter {one}: is there twice", twice.Error, StringComparison.Ordinal);
    }

    private void ResumesToTheSameBits(string[] arguments, string whole)
    {
        var killed = task.InFolder("killed");
        arguments = [.. arguments.Select(argument => argument == whole ? killed : argument)];
        using (var process = CommandLine.Start(arguments))
        {
            _ = process.StandardError.ReadToEndAsync();
            while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal))
            {
            }
            process.Kill();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
        }
        Run([.. arguments, "--resume"]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(killed, "adapter_model.safetensors")));
    }

    /// <summary>Each label has its word; a quarter of the texts has none.</summary>
    private string Labeled(string name, int seed, int count) => Write(name, seed, count, header: null, (i, random) =>
    {
        var (good, bad) = (i % 2 == 0, i / 2 % 2 == 0);
        string[] labels = [.. good ? ["\"good\""] : Array.Empty<string>(), .. bad ? ["\"bad\""] : Array.Empty<string>()];
        string[] words = [.. Enumerable.Repeat("fine", good ? 3 : 0), .. Enumerable.Repeat("poor", bad ? 3 : 0), $"w{random.Next(94)}", $"w{random.Next(94)}"];
        return $"{{\"text\": \"{string.Join(' ', words)}\", \"label\": [{string.Join(", ", labels)}]}}";
    });

    /// <summary>The share of one word is the number.</summary>
    private string Valued(string name, int seed, int count) => Write(name, seed, count, "text,score", (_, random) =>
    {
        var fine = random.Next(5);
        return FormattableString.Invariant($"{string.Join(' ', Enumerable.Repeat("fine", fine).Concat(Enumerable.Repeat("poor", 4 - fine)))} w{random.Next(94)},{fine / 2.0}");
    });

    private string Write(string name, int seed, int count, string? header, Func<int, Random, string> line)
    {
        var random = new Random(seed);
        var path = task.InFolder(name);
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i => line(i, random)).Prepend(header).OfType<string>());
        return path;
    }

    private void Fails(string expected, params string[] more)
    {
        var result = CommandLine.Run(task.TrainArguments(task.InFolder("adapter"), more));
        Assert.Equal(1, result.Status);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Probabilities(JsonElement line) => line.GetProperty("probabilities").EnumerateObject().Select(p => p.Value.GetDouble());

    private static JsonElement Card(string adapter) => JsonDocument.Parse(File.ReadAllText(Path.Combine(adapter, "promptgen.json"))).RootElement;

    private static List<JsonElement> Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Run(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.True(result.Status == 0, result.Output + result.Error);
        return result.Output;
    }
}
