using System.Diagnostics;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>What the runs of one contestant cost, by round.</summary>
/// <param name="Cpu">Milliseconds of all threads of the process: time in which others had the processor does not count.</param>
/// <param name="Wall">Milliseconds on the clock.</param>
internal sealed record Turns(double[] Cpu, double[] Wall)
{
    private const int WarmUps = 2;

    /// <summary>How contestants are timed, in words.</summary>
    /// <param name="rounds">How often each is timed.</param>
    public static string Describe(int rounds) => $"{WarmUps} runs to warm up, then {rounds} interleaved rounds";

    /// <summary>Lets contestants take turns.</summary>
    /// <param name="contestants">Each is run once a round.</param>
    /// <param name="rounds">How often.</param>
    /// <returns>By contestant.</returns>
    public static Turns[] Of(IReadOnlyList<Contestant> contestants, int rounds)
    {
        for (var i = 0; i < WarmUps; i++)
            foreach (var contestant in contestants) contestant.Run();

        var turns = contestants.Select(_ => new Turns(new double[rounds], new double[rounds])).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                // To and fro, so that nobody always runs after the same one.
                var i = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                (turns[i].Cpu[round], turns[i].Wall[round]) = Time(contestants[i].Run);
            }
        return turns;
    }

    private static (double Cpu, double Wall) Time(Action run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        run();
        return ((Environment.CpuUsage.TotalTime - before).TotalMilliseconds, watch.Elapsed.TotalMilliseconds);
    }
}
