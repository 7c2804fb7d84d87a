using System.Diagnostics;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Cli;

/// <summary>Runs <c>promptgen</c> as a user does: a process, its output and its exit code.</summary>
internal static class CommandLine
{
    private static readonly string Program = BuiltProgram.Path("src", "PromptGen.Cli");

    public static (int Status, string Output, string Error) Run(params string[] arguments) => Run(input: null, arguments);

    public static (int Status, string Output, string Error) Run(string? input, string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        // Each runs for seconds: measuring it to optimize it does not pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }
}
