using System.Diagnostics;

namespace PromptGen.Tests.Build;

/// <summary>Runs the <c>dotnet</c> command as a developer would.</summary>
internal static class Dotnet
{
    /// <returns>Exit status and everything printed.</returns>
    public static (int Status, string Output) Run(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        RunProgram("dotnet", folder, environment, arguments);

    /// <summary>The same for a program that <c>dotnet</c> installed.</summary>
    public static (int Status, string Output) RunProgram(
        string program, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // What the test host sets for itself would lead a build astray.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
