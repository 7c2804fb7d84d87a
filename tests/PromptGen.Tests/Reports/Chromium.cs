using System.Diagnostics;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Reports;

/// <summary>The browser, without a window.</summary>
internal static class Chromium
{
    /// <summary>Where it is; null: nowhere.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Select(folder => System.IO.Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);

    /// <summary>Opens a file and gives back the document as it is after loading, and what the browser said meanwhile.</summary>
    public static (string Document, string Messages) Load(string file)
    {
        using var profile = new TemporaryFolder();
        // Without its sandbox, since tests may run as root, and with only what this page needs.
        using var process = Process.Start(new ProcessStartInfo(Path!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--enable-logging=stderr", $"--user-data-dir={profile.Path}", "--virtual-time-budget=5000", "--dump-dom", new Uri(file).AbsoluteUri,
        ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var messages = process.StandardError.ReadToEndAsync();
        var document = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (document, messages.Result);
    }
}
