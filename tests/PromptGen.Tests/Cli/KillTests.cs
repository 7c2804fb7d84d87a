using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;

namespace PromptGen.Tests.Cli;

/// <summary>A training that is killed at random moments, again and again, and goes on each time, gives the adapter of one that never was.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = LongRuns.AreAsked ? 20 : 6;

    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public async Task Killed_again_and_again_it_gives_the_same_adapter()
    {
        var whole = task.InFolder("whole");
        var uninterrupted = CommandLine.Run(Arguments(whole));
        Assert.True(uninterrupted.Status == 0, uninterrupted.Output + uninterrupted.Error);
        Assert.False(Directory.Exists($"{whole}.run"));

        var killed = task.InFolder("killed");
        var random = new Random(5);
        var insideSaves = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = Unfinished($"{killed}.run");
            // Every second kill waits for a file that is being written; the others for a moment.
            var inSave = kill % 2 == 1;
            using var process = CommandLine.Start(Arguments(killed, "--resume"));
            var error = process.StandardError.ReadToEndAsync();
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("encoder", StringComparison.Ordinal))
            {
            }
            if (inSave) WaitForFileBeingWritten(process, $"{killed}.run", before);
            else await Task.Delay(random.Next(0, 300));
            process.Kill();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode != 0, $"it was done before kill {kill + 1}: {await error}");
            var after = Unfinished($"{killed}.run");
            if (after.Except(before).Any()) insideSaves++;
        }
        output.WriteLine($"{Kills} kills, {insideSaves} of them inside a save");
        Assert.True(insideSaves > 0);

        var last = CommandLine.Run(Arguments(killed, "--resume"));
        Assert.True(last.Status == 0, last.Output + last.Error);
        Assert.False(Directory.Exists($"{killed}.run"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(killed, "adapter_model.safetensors")));
        Assert.Equal(WithoutTime(whole), WithoutTime(killed));
    }

    [Fact]
    public async Task After_SIGTERM_it_goes_on_and_without_the_option_it_says_how()
    {
        if (OperatingSystem.IsWindows()) return;
        var whole = task.InFolder("whole");
        Assert.Equal(0, CommandLine.Run(task.TrainArguments(whole, "--epochs", "40")).Status);

        var stopped = task.InFolder("stopped");
        using var process = CommandLine.Start(task.TrainArguments(stopped, "--epochs", "40"));
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal))
        {
        }
        await Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 3, rest + await error);
        Assert.Contains("the same command with --resume goes on from", rest, StringComparison.Ordinal);

        var without = CommandLine.Run(task.TrainArguments(stopped, "--epochs", "40"));
        Assert.Equal(1, without.Status);
        Assert.Contains("holds a run that was not finished; go on with --resume, or remove the folder to begin again.", without.Error, StringComparison.Ordinal);
        var other = CommandLine.Run([.. task.TrainArguments(stopped, "--epochs", "41"), "--resume"]);
        Assert.Equal(1, other.Status);
        Assert.Contains("is the state of another run: its training options is", other.Error, StringComparison.Ordinal);

        var resumed = CommandLine.Run([.. task.TrainArguments(stopped, "--epochs", "40"), "--resume"]);
        Assert.True(resumed.Status == 0, resumed.Output + resumed.Error);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(stopped, "adapter_model.safetensors")));
        SaysAllOfBothParts(stopped);
    }

    /// <summary>The record of a resumed run has the times and the learning rates of all its parts.</summary>
    private static void SaysAllOfBothParts(string adapter)
    {
        var record = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(adapter, "run.json"))).RootElement;
        var trial = record.GetProperty("trials")[0];
        var seconds = trial.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetProperty("seconds").GetDouble()).ToList();
        Assert.Equal(40, seconds.Count);
        Assert.All(seconds, epoch => Assert.True(epoch > 0));
        Assert.Equal([1, 320], trial.GetProperty("rates").EnumerateArray().Select(point => point.GetProperty("step").GetInt32()));
        Assert.True(trial.GetProperty("seconds").GetDouble() >= seconds.Sum());
        Assert.True(record.GetProperty("seconds").GetDouble() >= trial.GetProperty("seconds").GetDouble());
    }

    // An MLP makes states of some megabytes, so that a save takes a while.
    private string[] Arguments(string adapter, params string[] more) =>
    [
        .. task.TrainArguments(adapter, "--epochs", $"{10 + Kills}", "--save-every", "0.02", "--reparameterization", "Mlp", "--reparameterization-size", "2048", "--learning-rate", "0.003"),
        .. more,
    ];

    private static void WaitForFileBeingWritten(Process process, string folder, string[] before)
    {
        while (!process.HasExited && !Unfinished(folder).Except(before).Any()) Thread.SpinWait(50);
    }

    private static string[] Unfinished(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(file => !file.EndsWith(".safetensors", StringComparison.Ordinal))]
        : [];

    private static string[] WithoutTime(string adapter) =>
        [.. File.ReadAllLines(Path.Combine(adapter, "promptgen.json")).Where(line => !line.Contains("\"seconds\"", StringComparison.Ordinal))];
}
