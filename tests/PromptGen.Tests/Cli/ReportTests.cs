using PromptGen.Reports;
using PromptGen.Tests.Build;
using PromptGen.Tests.Reports;

namespace PromptGen.Tests.Cli;

/// <summary><c>promptgen report</c></summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_and_files_are_reported_and_compared()
    {
        Directory.CreateDirectory(folder.File("first run"));
        RunRecordFile.Write(folder.File("first run"), ExampleRuns.PTuning);
        RunRecordFile.Write(folder.File("other.json"), ExampleRuns.HeadOnly);
        var page = folder.File("report.html");

        var one = CalledCommand.Run("report", folder.File("first run"), "--output", page);
        Assert.True(one.Status == 0, one.Error);
        Assert.Contains(page, one.Output, StringComparison.Ordinal);
        Assert.Equal(ReportPage.Of(ExampleRuns.PTuning), File.ReadAllText(page));

        var two = CalledCommand.Run("report", folder.File("first run"), folder.File("other.json"), "--output", page);
        Assert.True(two.Status == 0, two.Error);
        Assert.Equal(ReportPage.Of(ExampleRuns.PTuning, ExampleRuns.HeadOnly), File.ReadAllText(page));
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_said_and_nothing_is_written()
    {
        Fails(2, "report", "report");
        Fails(1, $"{folder.Path}: holds no run.json", "report", folder.Path, "--output", folder.File("report.html"));
        Fails(1, "there is no such file", "report", folder.File("nowhere"), "--output", folder.File("report.html"));
        File.WriteAllText(folder.File("run.json"), "{\"version\": 3}");
        Fails(1, "has the version 3", "report", folder.Path, "--output", folder.File("report.html"));
        File.Delete(folder.File("run.json"));
        RunRecordFile.Write(folder.Path, ExampleRuns.PTuning);
        Fails(1, "is there and is no report", "report", folder.Path, "--output", folder.File("run.json"));
        Assert.Equal([folder.File("run.json")], Directory.GetFiles(folder.Path));
    }

    private static void Fails(int status, string says, params string[] arguments)
    {
        var result = CalledCommand.Run(arguments);
        Assert.True(result.Status == status, $"exit code {result.Status}\n{result.Output}\n{result.Error}");
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }
}
