using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>Runs this program again, for the figures of one subject.</summary>
internal static class OwnProcess
{
    /// <summary>The option that says which subject.</summary>
    public const string Option = "--alone";

    /// <summary>Subjects in processes of their own, in turns.</summary>
    /// <param name="benchmark">Measures them there.</param>
    /// <param name="subjects">What it understands.</param>
    /// <param name="times">How often each.</param>
    /// <param name="session">Its choices hold there too.</param>
    /// <returns>By subject and figure, the values.</returns>
    public static Quantiles[][] Measure(IMeasuredAlone benchmark, IReadOnlyList<string> subjects, int times, Session session)
    {
        var runs = subjects.Select(_ => new List<double[]>()).ToArray();
        for (var round = 0; round < times; round++)
            for (var turn = 0; turn < subjects.Count; turn++)
            {
                var i = round % 2 == 0 ? turn : subjects.Count - 1 - turn;
                runs[i].Add(Run(benchmark.Name, subjects[i], session));
            }
        return [.. runs.Select(own => Enumerable.Range(0, own[0].Length).Select(figure => Quantiles.Of(own.Select(values => values[figure]))).ToArray())];
    }

    /// <summary>Figures as the other process reads them.</summary>
    public static string Write(IReadOnlyList<double> figures) => JsonSerializer.Serialize(figures);

    private static double[] Run(string benchmark, string subject, Session session)
    {
        var program = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program,
        [
            .. isDotnet ? [typeof(OwnProcess).Assembly.Location] : Array.Empty<string>(),
            benchmark, Option, subject,
            "--threads", session.Threads.ToString(CultureInfo.InvariantCulture), "--seed", session.Seed.ToString(CultureInfo.InvariantCulture),
            .. session.Quick ? ["--quick"] : Array.Empty<string>(),
        ]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<double[]>(output)!
            : throw new InvalidOperationException($"The process for '{subject}' of '{benchmark}' ended with {process.ExitCode}: {output}");
    }
}
