using System.Diagnostics;
using PromptGen.Tests.Build;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Cases;

/// <summary>Streams that are closed or full, limits and signals end a command with one line and an exit code, never with a crash or a wait.</summary>
public sealed class StandardStreamTests(Case03AtSignIsAResponseFileTests.TrainedAdapter trained) : IClassFixture<Case03AtSignIsAResponseFileTests.TrainedAdapter>
{
    private const int Hangs = 124;

    [Theory]
    [InlineData("predict PREDICT <&-", 1, "promptgen: standard input: is closed")]
    [InlineData("predict PREDICT < /", 1, "promptgen: standard input: fails")]
    [InlineData("predict PREDICT --text fine >&-", 1, "promptgen: standard output: is closed")]
    [InlineData("predict PREDICT --text fine > /dev/full", 1, "promptgen: standard output: fails (No space left on device)")]
    [InlineData("predict PREDICT --text fine 2>&- > /dev/null", 0, "")]
    [InlineData("predict --no-such-option 2> /dev/full", 2, "")]
    [InlineData("--version <&- >&- 2>&-", 1, "")]
    public void A_stream_that_leads_nowhere_is_said_and_nothing_waits(string command, int status, string error) => Ends(command, "", status, error);

    [Theory]
    [InlineData("ulimit -n 40", "promptgen: this process may open only 40 files")]
    [InlineData("ulimit -v 3000000", "promptgen: this process may have only 2929 MiB of address space")]
    [InlineData("mkdir GONE && cd GONE && rmdir GONE", "promptgen: the working folder was removed")]
    public void A_limit_that_is_too_low_is_said(string before, string error) => Ends("predict PREDICT --text fine", before, 1, error);

    [Theory]
    [InlineData("", "--threads 3", 3)]
    [InlineData("taskset -c 0", "", 1)]
    [InlineData("OMP_NUM_THREADS=2", "", 2)]
    public void Threads_are_as_many_as_were_asked_for_or_as_the_process_may_use(string before, string options, int threads)
    {
        var (status, _, error) = Shell($"{before} promptgen predict PREDICT --text fine {options}");
        Assert.True(status == 0, error);
        Assert.Contains($"device      cpu, {threads} thread{(threads == 1 ? "" : "s")}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUP", "", 3)]
    [InlineData("HUP", "nohup", 0)]
    public async Task A_terminal_that_closes_has_a_training_saved_unless_nohup_keeps_it(string signal, string before, int status)
    {
        if (OperatingSystem.IsWindows()) return;
        var adapter = trained.Task.InFolder($"hung-up{before}");
        using var process = Start($"exec {before} promptgen {string.Join(' ', trained.Task.TrainArguments(adapter, "--epochs", "40"))} 2>&1");
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
        {
        }
        await Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == status, rest);
        if (status == 3) Assert.Contains("--resume goes on from", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_leaves_results_and_errors()
    {
        var adapter = trained.Task.InFolder("quiet");
        var (status, output, error) = CalledCommand.Run([.. trained.Task.TrainArguments(adapter, "--epochs", "1"), "--quiet"]);
        Assert.Equal((0, ""), (status, error));
        Assert.DoesNotContain("epoch", output, StringComparison.Ordinal);
        Assert.DoesNotContain("next ", output, StringComparison.Ordinal);
        Assert.Contains("adapter ", output, StringComparison.Ordinal);

        var predicted = CalledCommand.Run("predict", "--quiet", "--model", trained.Task.Model, "--adapter", adapter, "--text", "fine");
        Assert.Equal((0, ""), (predicted.Status, predicted.Error));
        Assert.Contains("no adapter", CalledCommand.Run("predict", "--quiet", "--model", trained.Task.Model, "--adapter", "x", "--text", "fine").Error, StringComparison.Ordinal);
    }

    private void Ends(string command, string before, int status, string error)
    {
        if (!OperatingSystem.IsLinux()) return;
        var result = Shell($"{(before.Length > 0 ? before + " && " : "")}timeout 60 promptgen {command}");
        Assert.True(result.Status == status, $"{result.Status}{(result.Status == Hangs ? " (it waits)" : "")}\n{result.Output}{result.Error}");
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
        Assert.True(result.Error.Split('\n').Count(line => line.StartsWith("promptgen:", StringComparison.Ordinal)) <= 1, result.Error);
    }

    private (int Status, string Output, string Error) Shell(string script)
    {
        using var process = Start(script);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private Process Start(string script)
    {
        script = script.Replace("PREDICT", $"--model '{trained.Task.Model}' --adapter '{trained.Folder}'", StringComparison.Ordinal)
            .Replace("GONE", trained.Task.InFolder("gone"), StringComparison.Ordinal)
            .Replace("promptgen ", $"dotnet '{BuiltProgram.Path("src", "PromptGen.Cli")}' ", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("OMP_NUM_THREADS");
        return Process.Start(start)!;
    }
}
