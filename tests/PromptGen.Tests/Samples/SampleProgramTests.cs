using System.Diagnostics;
using PromptGen.Reports;
using PromptGen.Tests.Build;
using PromptGen.Tests.Cli;
using PromptGen.Tests.Documentation;

namespace PromptGen.Tests.Samples;

/// <summary>What a newcomer runs first.</summary>
public sealed class SampleProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("intents.json", "accuracy")]
    [InlineData("entities.json", "entity-f1")]
    public void A_recipe_trains_an_adapter_and_leaves_its_record_and_its_report(string recipe, string metric)
    {
        var output = folder.File("run");
        var (status, printed, error) = CalledCommand.Run(
            "train", Repository.Path("samples", "support-desk", recipe), "--subset", "48", "--epochs", "1", "--yardstick", "HeadOnly:0.03", "--output", output, "--tensorboard", folder.File("board"));
        Assert.True(status == 0, error);
        Assert.Contains($"report      {Path.Combine(output, "report.html")}", printed, StringComparison.Ordinal);

        Assert.Matches(@"\nparameters  \d\d,\d{3} of 5,4\d\d,\d{3} trained, 0\.\d+ %\nfrozen      SHA-256 \w{12}\.\.\. before, \w{12}\.\.\. after: unchanged\n", printed);
        Assert.All(new[] { " predict --model ", " train " }, next => Assert.Contains(next, printed[printed.IndexOf("\nnext  ", StringComparison.Ordinal)..], StringComparison.Ordinal));

        var record = RunRecordFile.Read(output);
        Assert.Equal("head only", record.Baselines[0].Name);
        Assert.Equal((metric, "P-Tuning v2", "run"), (record.Metric, record.Method, record.Name));
        var trial = Assert.Single(record.Trials);
        Assert.InRange(trial.TestScore!.Value, 0, 1);
        Assert.NotEmpty(record.Test!.Errors);
        Assert.Equal(record.Encoder!.Before, record.Encoder.After);
        Assert.Equal([("train", 48), ("dev", 232), ("test", 233)], record.Data.Select(file => (file.Split, file.Examples)));
        Assert.Contains("<html", File.ReadAllText(Path.Combine(output, "report.html")), StringComparison.Ordinal);
        Assert.Equal(2, Directory.EnumerateFiles(folder.File("board"), "*tfevents*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public void A_yardstick_without_an_adapter_is_reported_where_it_is_asked_to()
    {
        var report = folder.File("yardstick");
        var (status, _, error) = CalledCommand.Run(
            "train", Repository.Path("samples", "support-desk", "intents.json"), "--subset", "16", "--epochs", "1", "--method", "FineTuning", "--learning-rate", "1e-4", "--report", report);
        Assert.True(status == 0, error);
        Assert.Equal(["report.html", "run.json"], Directory.EnumerateFileSystemEntries(report).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.NotEqual(RunRecordFile.Read(report).Encoder!.Before, RunRecordFile.Read(report).Encoder!.After);
    }

    [Fact]
    public void The_program_that_trains_in_code_runs()
    {
        // Of the training messages a part, so that it takes seconds.
        var desk = Directory.CreateDirectory(folder.File("samples/support-desk")).FullName;
        Directory.CreateSymbolicLink(folder.File("samples/models"), Repository.Path("samples", "models"));
        File.Copy(Repository.Path("samples", "support-desk", "test.jsonl"), Path.Combine(desk, "test.jsonl"));
        File.WriteAllLines(Path.Combine(desk, "train.jsonl"), File.ReadLines(Repository.Path("samples", "support-desk", "train.jsonl")).Take(160));
        var start = new ProcessStartInfo("dotnet", [BuiltProgram.Path("samples", "TrainInCode"), folder.Path]) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^test accuracy \d+\.\d % of 233 messages$", lines[1]);
    }

    [Fact]
    public void Its_heart_in_the_README_is_its_own()
    {
        var program = File.ReadAllLines(Repository.Path("samples", "TrainInCode", "Program.cs"));
        Assert.InRange(program.Length, 1, 40);
        var heart = MarkdownFile.Read("README.md").Blocks.First(block => block.Language == "csharp").Text.Split('\n').Where(line => line.Length > 0).ToList();
        Assert.InRange(heart.Count, 1, 15);
        Assert.Empty(heart.Except(program));
    }
}
