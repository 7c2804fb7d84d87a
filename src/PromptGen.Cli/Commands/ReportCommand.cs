using PromptGen.Cli.Terminal;
using System.CommandLine;
using PromptGen.Reports;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen report</c></summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var runs = new Argument<FileSystemInfo[]>("run")
        {
            Description = $"A folder in which train left a {RunRecordFile.Name}, or such a file; several are compared on one page.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = "The HTML file. A report that is there is replaced, another file is not.",
            DefaultValueFactory = _ => new FileInfo("report.html"),
            HelpName = "file",
        };
        var command = new Command("report", """
            Writes one HTML file about one run: scores beside baselines, curves, errors, what was trained, recipe, hashes, versions. Of several runs
            it shows the scores side by side, the curves over each other, and where recipes and costs differ. The file needs nothing but itself.

            Example:
              promptgen report runs/p-tuning runs/head-only --output report.html
            """)
        {
            runs, output,
        };
        command.SetAction(result =>
        {
            var records = result.GetRequiredValue(runs).Select(run => RunRecordFile.Read(run.ToString())).ToList();
            var file = result.GetRequiredValue(output).FullName;
            ReportPage.Write(file, records);
            result.Streams().Results.WriteLine($"report      {file}");
            return ExitCode.Success;
        });
        return command;
    }
}
