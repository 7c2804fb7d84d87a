using System.Globalization;
using TorchSharp;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>One run of the program: how it measures, and the page of Markdown that it prints.</summary>
internal sealed class Session
{
    private const int WarmUps = 2;

    /// <summary>Whether sizes are to be tiny.</summary>
    public required bool Quick { get; init; }

    /// <summary>How often each contestant is timed.</summary>
    public required int Rounds { get; init; }

    /// <summary>libtorch's threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Fixes weights and inputs.</summary>
    public required int Seed { get; init; }

    /// <summary>Says where and how this run measures.</summary>
    public void Begin()
    {
        torch.set_num_threads(Threads);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Threads {Threads}, seed {Seed}, {WarmUps} runs to warm up, then {Rounds} rounds.{(Quick ? " Tiny sizes: the figures mean nothing." : "")}");
    }

    /// <summary>Begins a benchmark's part of the page.</summary>
    /// <param name="benchmark">Which.</param>
    public void Heading(IBenchmark benchmark) => Console.WriteLine($"\n## {benchmark.Name}\n\n{benchmark.Question}");

    /// <summary>
    /// Lets the contestants take turns, and prints of each the median CPU time, the median of its ratios to the first in the same round, and
    /// how far memory rises above what is held between runs.
    /// </summary>
    /// <param name="title">Sizes, and what else the contestants share.</param>
    /// <param name="contestants">The first is what the others are compared with.</param>
    public void Compare(string title, params IReadOnlyList<Contestant> contestants)
    {
        var times = Turns(contestants);
        var ratios = times.Select(own => own.Zip(times[0], (mine, first) => mine / first).ToArray()).ToArray();
        var peaks = contestants.Select(contestant => PeakMemory.Of(contestant.Run)).ToArray();

        var table = new MarkdownTable("", "CPU ms", "ratio", "quartiles", "goal", "peak MB", "ratio");
        for (var i = 0; i < contestants.Count; i++)
        {
            var ratio = Quantile(ratios[i], 0.5);
            table.Add(
                contestants[i].Name,
                Number(Quantile(times[i], 0.5), "0.0"),
                Number(ratio, "0.00"),
                i == 0 ? "" : $"{Number(Quantile(ratios[i], 0.25), "0.00")}–{Number(Quantile(ratios[i], 0.75), "0.00")}",
                !Quick && contestants[i].Goal is { } goal ? $"≤ {Number(goal, "0.00")}: {(ratio <= goal ? "met" : "missed")}" : "",
                peaks[i] is { } peak ? Number(peak, "0") : "",
                peaks[i] is { } own && peaks[0] is { } first ? Number(own / first, "0.00") : "");
        }
        Console.WriteLine($"\n{title}\n\n{table}");
    }

    /// <returns>CPU milliseconds by contestant and round.</returns>
    private double[][] Turns(IReadOnlyList<Contestant> contestants)
    {
        for (var i = 0; i < WarmUps; i++)
            foreach (var contestant in contestants) contestant.Run();

        var times = contestants.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                // To and fro, so that nobody always runs after the same one.
                var i = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                times[i][round] = CpuMilliseconds(contestants[i].Run);
            }
        return times;
    }

    /// <summary>Of all threads of the process: time in which others had the processor does not count.</summary>
    private static double CpuMilliseconds(Action run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Environment.CpuUsage.TotalTime;
        run();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static double Quantile(double[] values, double share)
    {
        var sorted = values.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? double.Lerp(sorted[below], sorted[below + 1], place - below) : sorted[below];
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
