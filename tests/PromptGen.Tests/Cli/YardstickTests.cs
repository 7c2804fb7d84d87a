using System.Diagnostics;
using PromptGen.Reports;

namespace PromptGen.Tests.Cli;

/// <summary>Other methods beside the one that is trained.</summary>
public sealed class YardstickTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Theory]
    [InlineData("sequence-classification", "good fine", "bad poor")]
    [InlineData("multi-label", "good,long fine fine fine", "bad poor")]
    [InlineData("regression", "0.9 fine", "0.1 poor")]
    public void A_yardstick_scores_what_the_method_alone_scores(string name, string first, string second)
    {
        var (train, dev, test) = (Write("of.train", 1, 32, first, second), Write("of.dev", 2, 8, first, second), Write("of.test", 3, 16, first, second));
        string[] common = ["--task", name, "--model", task.Model, "--train", train, "--dev", dev, "--test", test, "--epochs", "2", "--batch-size", "8", "--seed", "3", "4"];
        var output = Run(["train", .. common, "--prefix-length", "3", "--learning-rate", "0.03", "--report", task.InFolder("all"), "--yardstick", "HeadOnly:0.01,0.1", "FineTuning"]);
        Assert.Equal(2 + 4 + 2, output.Split("\ntrained     ").Length - 1);
        Assert.Matches(@"\ntest +16 examples, 2 seeds[^\n]*\n +P-Tuning v2 [^\n]*\n +head only [^\n]*\n +full fine-tuning ", output);

        Run(["train", .. common, "--method", "HeadOnly", "--learning-rate", "0.01", "0.1", "--report", task.InFolder("head")]);
        Run(["train", .. common, "--method", "FineTuning", "--learning-rate", "0.03", "--report", task.InFolder("fine")]);
        var beside = RunRecordFile.Read(task.InFolder("all")).Baselines;
        Assert.Equal([("head only", Scores("head")), ("full fine-tuning", Scores("fine"))], beside.Take(2).Select(other => (other.Name, string.Join(' ', other.Scores))));
    }

    [Fact]
    public async Task Stopped_in_a_yardstick_the_adapter_is_there_and_the_rest_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        var (whole, stopped) = (task.InFolder("whole"), task.InFolder("stopped"));
        string[] more = ["--epochs", "20", "--test", task.Test, "--yardstick", "HeadOnly:0.002"];
        Run(task.TrainArguments(whole, more));

        using (var process = CommandLine.Start(task.TrainArguments(stopped, more)))
        {
            var error = process.StandardError.ReadToEndAsync();
            while (await process.StandardOutput.ReadLineAsync() is { } line && line != "yardstick   head only")
            {
            }
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal))
            {
            }
            await Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExitAsync();
            var rest = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 3, rest + await error);
        }
        Assert.Equal(Adapter(whole), Adapter(stopped));
        Assert.Empty(RunRecordFile.Read(stopped).Baselines);

        var resumed = Run([.. task.TrainArguments(stopped, more), "--resume"]);
        Assert.DoesNotContain("epoch 2/", resumed, StringComparison.Ordinal);
        Assert.Equal(Adapter(whole), Adapter(stopped));
        Assert.Equal(RunRecordFile.Read(whole).Baselines.Select(Text), RunRecordFile.Read(stopped).Baselines.Select(Text));
        Assert.False(Directory.Exists($"{stopped}.run"));

        static byte[] Adapter(string folder) => File.ReadAllBytes(Path.Combine(folder, "adapter_model.safetensors"));
        static string Text(Baseline other) => $"{other.Name} {string.Join(' ', other.Scores)}";
    }

    [Theory]
    [InlineData("--yardstick PTuning: is the method itself", "--yardstick", "PTuning")]
    [InlineData("--yardstick HeadOnly: is there twice", "--yardstick", "HeadOnly", "HeadOnly:0.1")]
    public void What_would_be_no_comparison_is_refused(string expected, params string[] more)
    {
        var result = CommandLine.Run([.. task.TrainArguments(task.InFolder("adapter")), .. more]);
        Assert.Equal(1, result.Status);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_examples_to_measure_on_it_is_refused()
    {
        var result = CommandLine.Run("train", "--model", task.Model, "--train", task.Train, "--yardstick", "HeadOnly");
        Assert.Equal(1, result.Status);
        Assert.Contains("give --test or --dev", result.Error, StringComparison.Ordinal);
    }

    private string Scores(string folder) =>
        string.Join(' ', RunRecordFile.Read(task.InFolder(folder)).Trials.Where(trial => trial.Chosen).Select(trial => trial.TestScore!.Value));

    /// <summary>Lines of label and text, of both kinds in turns.</summary>
    private string Write(string name, int seed, int count, string first, string second)
    {
        var random = new Random(seed);
        var path = task.InFolder(name);
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i => $"{(i % 2 == 0 ? first : second)} w{random.Next(94)} w{random.Next(94)}"));
        return path;
    }

    private static string Run(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.True(result.Status == 0, result.Output + result.Error);
        return result.Output;
    }
}
