using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PromptGen.Adapters;
using PromptGen.Tests.Cases;

namespace PromptGen.Tests.Cli;

/// <summary>Predictions from a pipe come while it is open, and what is interrupted leaves nothing behind.</summary>
public sealed class PipedPredictionTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public async Task Answers_come_when_a_batch_is_full_and_when_the_pipe_pauses()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Start();
        using var giveUp = limit.Token.Register(process.Kill);
        var error = process.StandardError.ReadToEndAsync();
        // Fewer than a batch and then nothing; more than a batch at once.
        foreach (var lines in new[] { 1, 2, 70 })
        {
            await process.StandardInput.WriteAsync(string.Concat(Enumerable.Repeat("fine w1\n\n", lines)));
            await process.StandardInput.FlushAsync();
            for (var line = 0; line < lines; line++) Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
    }

    [Fact]
    public void A_text_that_was_cut_says_so_in_its_line()
    {
        var adapter = UntrainedAdapter.Write(task.Model, task.InFolder("adapter"), words: true);
        var predict = CalledCommand.Run(
            Encoding.UTF8.GetBytes($"fine w1\n{string.Join(' ', Enumerable.Repeat("fine", 30))}\n"), "predict", "--model", task.Model, "--adapter", adapter, "--batch-size", "1");
        Assert.True(predict.Status == 0, predict.Error);
        var lines = predict.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([false, true], lines.Select(line => line.TryGetProperty("truncated", out var cut) && cut.GetBoolean()));
        Assert.Contains("1 of 2 texts were cut to 16 tokens", predict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_SIGTERM_no_file_is_left()
    {
        if (OperatingSystem.IsWindows()) return;
        var output = task.InFolder("predictions.jsonl");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Start("--output", output);
        using var giveUp = limit.Token.Register(process.Kill);
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync("fine w1\n");
        await process.StandardInput.FlushAsync();
        string[] Written() => Directory.GetFiles(Path.GetDirectoryName(output)!, "predictions.jsonl*");
        while (!Written().Any(file => new FileInfo(file).Length > 0)) await Task.Delay(20, limit.Token);

        await Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 3, await error);
        Assert.Empty(Written());
    }

    [Fact]
    public async Task When_nobody_reads_the_answers_any_more_it_ends()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Start();
        using var giveUp = limit.Token.Register(process.Kill);
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync("fine w1\n");
        await process.StandardInput.FlushAsync();
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        process.StandardOutput.Close();
        await process.StandardInput.WriteAsync("fine w1\n");
        await process.StandardInput.FlushAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("promptgen: standard output: nobody reads it any more.", await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_end_itself_tells_by_its_exit_code_that_it_was_interrupted()
    {
        if (OperatingSystem.IsWindows()) return;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = CommandLine.Start("tokenize", "--model", task.Model);
        using var giveUp = limit.Token.Register(process.Kill);
        await process.StandardInput.WriteAsync("{\"text\": \"fine\"}\n");
        await process.StandardInput.FlushAsync();
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        await Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.Equal(3, process.ExitCode);
    }

    private Process Start(params string[] arguments) => CommandLine.Start(
        ["predict", "--model", task.Model, "--adapter", UntrainedAdapter.Write(task.Model, task.InFolder("adapter"), inputs: TextInputs.Single), .. arguments]);
}
