using System.Globalization;
using TorchSharp;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>One run of the program: how it measures, and the page of Markdown that it prints.</summary>
internal sealed class Session
{
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
        UseThreads();
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Threads {Threads}, seed {Seed}, {Turns.Describe(Rounds)}.{(Quick ? " Tiny sizes: the figures mean nothing." : "")}");
    }

    /// <summary>Tells libtorch how many threads it has.</summary>
    public void UseThreads() => torch.set_num_threads(Threads);

    /// <summary>Begins a benchmark's part of the page.</summary>
    /// <param name="benchmark">Which.</param>
    public void Heading(IBenchmark benchmark) => Console.WriteLine($"\n## {benchmark.Name}\n\n{benchmark.Question}");

    /// <summary>
    /// Lets the contestants take turns, and prints of each the median CPU time, the median of its ratios to the first in the same round, the same of
    /// time on the clock, and how far memory rises above what is held between runs.
    /// </summary>
    /// <param name="title">Sizes, and what else the contestants share.</param>
    /// <param name="contestants">The first is what the others are compared with.</param>
    /// <param name="unit">Of the work that the contestants count, for a column of how much of it a second of CPU time does.</param>
    public void Compare(string title, IReadOnlyList<Contestant> contestants, string? unit = null)
    {
        var turns = Turns.Of(contestants, Rounds);
        var peaks = contestants.Select(contestant => ResidentMemory.RiseIn(contestant.Run)).ToArray();

        var table = new MarkdownTable(["", "CPU ms", "ratio", "quartiles", "goal", "clock ms", "ratio", .. unit is null ? Array.Empty<string>() : [$"{unit} / CPU s"], "peak MB", "ratio"]);
        for (var i = 0; i < contestants.Count; i++)
        {
            var ratio = Ratio(turn => turn.Cpu);
            double cpu = Quantiles.Of(turns[i].Cpu).Median, clock = Quantiles.Of(turns[i].Wall).Median;
            table.Add(
            [
                contestants[i].Name,
                Number(cpu, "0.0"),
                Share(ratio.Median),
                i == 0 ? "" : ratio.Spread("0.00"),
                Quick || contestants[i].Goal is not { } goal ? "" : Verdict(goal, ratio.Median, clock),
                Number(clock, "0.0"),
                Share(Ratio(turn => turn.Wall).Median),
                .. unit is null ? Array.Empty<string>() : [contestants[i].Work is { } work ? Number(work / cpu * 1000, "0") : ""],
                peaks[i] is { } peak ? Number(peak, "0") : "",
                peaks[i] is { } own && peaks[0] is { } first && first > 0 ? Number(own / first, "0.00") : "",
            ]);

            Quantiles Ratio(Func<Turns, double[]> times) => Quantiles.Of(times(turns[i]).Zip(times(turns[0]), (mine, first) => mine / first));
        }
        Print(title, table);
    }

    private static string Share(double ratio) => Number(ratio, ratio < 0.05 ? "0.0000" : "0.00");

    /// <summary>Prints a table.</summary>
    /// <param name="title">What its rows share.</param>
    /// <param name="table">The table.</param>
    public void Print(string title, MarkdownTable table) => Console.WriteLine($"\n{title}\n\n{table}");

    /// <summary>A number as tables show it.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format">How many places.</param>
    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Verdict(Goal goal, double ratio, double clock)
    {
        var (found, unit) = goal.Of == Figure.Milliseconds ? (clock, " ms") : (ratio, "");
        return $"≤ {Number(goal.Most, goal.Of == Figure.Milliseconds ? "0" : "0.00")}{unit}: {(found <= goal.Most ? "met" : "missed")}";
    }
}
