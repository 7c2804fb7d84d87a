using System.Diagnostics;
using System.Text.Json;

namespace PromptGen.Tests.Cli;

/// <summary>The main job from the command line.</summary>
public sealed class TrainAndUseTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void An_adapter_is_trained_and_then_evaluated_inspected_and_used()
    {
        var adapter = task.InFolder("adapter");
        var train = CommandLine.Run(task.TrainArguments(adapter + Path.DirectorySeparatorChar, "--test", task.Test, "--max-tokens", "16"));
        Assert.True(train.Status == 0, train.Output + train.Error);
        Assert.Contains("device      cpu", train.Output, StringComparison.Ordinal);
        Assert.Contains(": unchanged", train.Output, StringComparison.Ordinal);
        Assert.Matches(@"\ntest +24 examples +accuracy\n +P-Tuning v2 +(9\d|100)\.\d %\n +majority 'bad' +50\.0 %\n +bag of words +\d+\.\d %\n", train.Output);
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors", "promptgen.json", "report.html", "run.json"], Directory.GetFiles(adapter).Select(Path.GetFileName).Order());

        var evaluate = CommandLine.Run("evaluate", "--model", task.Model, "--adapter", adapter, "--data", task.Test);
        Assert.True(evaluate.Status == 0, evaluate.Error);
        Assert.Matches(@"accuracy    (9\d|100)\.\d % of 24 examples", evaluate.Output);

        var predict = CommandLine.Run("predict", "--model", task.Model, "--adapter", adapter, "--text", "fine fine fine w2", "--text", "poor poor poor w3");
        Assert.True(predict.Status == 0, predict.Error);
        var lines = Lines(predict.Output);
        Assert.Equal(["good", "bad"], lines.Select(l => l.GetProperty("label").GetString()));
        Assert.All(lines, l => Assert.Equal(1, l.GetProperty("probabilities").EnumerateObject().Sum(p => p.Value.GetDouble()), 5));

        var cut = CommandLine.Run("predict", "--model", task.Model, "--adapter", adapter, "--text", string.Join(' ', Enumerable.Repeat("fine", 30)));
        Assert.Contains("1 of 1 texts were cut to 16 tokens", cut.Error, StringComparison.Ordinal);

        var inspect = CommandLine.Run("inspect", adapter);
        Assert.True(inspect.Status == 0, inspect.Error);
        Assert.Contains("5 slots in layers 0,1,2", inspect.Output, StringComparison.Ordinal);
        Assert.Contains("prompt_embeddings [5, 192]", inspect.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        byte[] Trained(string name, string seed)
        {
            var result = CommandLine.Run(task.TrainArguments(task.InFolder(name), "--epochs", "2", "--seed", seed));
            Assert.True(result.Status == 0, result.Error);
            return File.ReadAllBytes(Path.Combine(task.InFolder(name), "adapter_model.safetensors"));
        }

        var first = Trained("first", "3");
        Assert.Equal(first, Trained("second", "3"));
        Assert.NotEqual(first, Trained("third", "4"));
    }

    [Fact]
    public void Predictions_are_read_from_standard_input_and_from_JSON_lines_and_agree()
    {
        var adapter = task.InFolder("adapter");
        Assert.Equal(0, CommandLine.Run(task.TrainArguments(adapter, "--epochs", "1")).Status);
        string[] use = ["predict", "--model", task.Model, "--adapter", adapter];
        var json = task.InFolder("texts.jsonl");
        File.WriteAllLines(json, ["{\"text\": \"fine w1\"}", "", "{\"text\": \"poor w5 \\u00e9\"}"]);

        var fromInput = CommandLine.Run("fine w1\npoor w5 é\n", use);
        var output = task.InFolder("predictions.jsonl");
        var fromJson = CommandLine.Run([.. use, "--input", json, "--output", output]);

        Assert.Equal(0, fromJson.Status);
        Assert.Equal("", fromJson.Output);
        Assert.Equal(2, Lines(fromInput.Output).Count);
        Assert.Equal(fromInput.Output, File.ReadAllText(output));
    }

    [Fact]
    public async Task Interrupted_training_ends_its_step_saves_and_says_so()
    {
        if (OperatingSystem.IsWindows()) return;
        var adapter = task.InFolder("adapter");
        using var process = CommandLine.Start(task.TrainArguments(adapter, "--epochs", "100000"));
        var error = process.StandardError.ReadToEndAsync();
        for (string? line; (line = await process.StandardOutput.ReadLineAsync()) is not null && !line.StartsWith("epoch 3/", StringComparison.Ordinal);)
        {
        }
        // Where these tests run in the background of a shell, Ctrl-C may be ignored: then this fails, and does not train for hours.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var giveUp = limit.Token.Register(process.Kill);
        await Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 3, rest + await error);
        Assert.Contains("INTERRUPTED", rest, StringComparison.Ordinal);
        var predict = CommandLine.Run("predict", "--model", task.Model, "--adapter", adapter, "--text", "fine w1");
        Assert.True(predict.Status == 0, predict.Error);
    }

    [Theory]
    [InlineData("HeadOnly", "trained     seed 11, rate 0.02: 66 parameters")]
    [InlineData("FineTuning", "trained     seed 11, rate 0.02: 30,602 parameters")]
    public void The_yardsticks_train_what_they_should(string method, string expected)
    {
        string[] arguments = ["train", "--model", task.Model, "--train", task.Train, "--dev", task.Dev, "--method", method, "--epochs", "1", "--learning-rate", "0.02"];
        var result = CommandLine.Run(arguments);
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
        Assert.Equal(method == "HeadOnly", result.Output.Contains(": unchanged", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_rates_and_seeds_are_summed_up()
    {
        var result = CommandLine.Run(
            "train", "--model", task.Model, "--train", task.Train, "--dev", task.Dev, "--test", task.Test,
            "--epochs", "2", "--learning-rate", "0.001", "0.02", "--seed", "1", "2", "--prefix-depth", "last-2", "--reparameterization", "Mlp", "--reparameterization-size", "24",
            "--report", task.InFolder("report"));
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal(4, result.Output.Split("trained     ").Length - 1);
        Assert.Matches(@"\ntest +24 examples, 2 seeds +accuracy\n +P-Tuning v2 +\d+\.\d ± \d+\.\d %\n", result.Output);
        Assert.Matches(@"prefix: keys and values \[\d+, 4, 8\], in layers 1–2<", File.ReadAllText(Path.Combine(task.InFolder("report"), "report.html")));
    }

    private static List<JsonElement> Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
