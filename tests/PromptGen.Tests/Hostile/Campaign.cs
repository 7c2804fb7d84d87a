using System.Diagnostics;
using Xunit.Abstractions;

namespace PromptGen.Tests.Hostile;

/// <summary>What became of a hostile input.</summary>
internal enum Outcome
{
    /// <summary>It was used as any other.</summary>
    Works,

    /// <summary>One error of ours that names the file.</summary>
    Clear,

    /// <summary>An error of ours that does not.</summary>
    Unclear,

    /// <summary>Any other exception.</summary>
    Crash,

    /// <summary>Too much time or memory.</summary>
    Hang,

    /// <summary>It changed what it must not, or was taken for something else.</summary>
    Hole,
}

/// <summary>
/// Attacks one reader with seeded inputs and counts what became of them. Only <see cref="Outcome.Works"/> and <see cref="Outcome.Clear"/> are right.
/// PROMPTGEN_LONG=1 makes it twenty times as long.
/// </summary>
/// <param name="output">Gets a line with the counts.</param>
/// <param name="subject">What is attacked.</param>
internal sealed class Campaign(ITestOutputHelper output, string subject)
{
    private const long MostBytes = 1L << 29;
    private const int ShownFaults = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Dictionary<Outcome, int> counts = [];
    private readonly List<string> faults = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan slowest;

    /// <summary>How many inputs there are.</summary>
    /// <param name="inGate">How many in the gate.</param>
    public static int Rounds(int inGate) => LongRuns.AreAsked ? 20 * inGate : inGate;

    /// <summary>Uses one input.</summary>
    /// <param name="attack">What was done, for the report.</param>
    /// <param name="use">Uses it, on a thread of its own.</param>
    /// <param name="isClear">Whether an exception is one of ours that names the file; null: it is none of ours.</param>
    /// <param name="hole">Says afterwards what must not be; null: all is well.</param>
    public Outcome Attack(string attack, Action use, Func<Exception, bool?> isClear, Func<string?>? hole = null)
    {
        var watch = Stopwatch.StartNew();
        var task = Task.Run<(Exception? Thrown, long Bytes)>(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                use();
                return (null, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            catch (Exception e)
            {
                return (e, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        });
        // A thread that does not end holds what the next input would use.
        if (!task.Wait(Limit * 3)) Assert.Fail($"{subject}: {attack}: no end within {Limit * 3}");
        var (thrown, bytes) = task.Result;
        if (watch.Elapsed > slowest) slowest = watch.Elapsed;
        var (outcome, why) = watch.Elapsed > Limit ? (Outcome.Hang, $"took {watch.Elapsed}")
            : bytes > MostBytes ? (Outcome.Hang, $"took {bytes >> 20} MiB")
            : thrown is null ? (Outcome.Works, "")
            : isClear(thrown) switch
            {
                true => (Outcome.Clear, ""),
                false => (Outcome.Unclear, thrown.Message),
                null => (Outcome.Crash, thrown.ToString()),
            };
        if (hole?.Invoke() is { } found) (outcome, why) = (Outcome.Hole, found);
        counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
        if (outcome is not (Outcome.Works or Outcome.Clear)) faults.Add($"{outcome}: {attack}: {why}");
        return outcome;
    }

    /// <summary>Fails where anything went wrong, or where the inputs told little.</summary>
    /// <param name="leastClear">The share of inputs that must have been refused.</param>
    /// <param name="leastWorking">The share that must have worked.</param>
    public void Verify(double leastClear, double leastWorking = 0)
    {
        var all = counts.Values.Sum();
        var told = string.Join(", ", Enum.GetValues<Outcome>().Select(outcome => $"{counts.GetValueOrDefault(outcome)} {outcome.ToString().ToLowerInvariant()}"));
        output.WriteLine($"{subject}: {all} inputs: {told}; {clock.Elapsed.TotalSeconds:0.0} s, {slowest.TotalMilliseconds:0} ms at most");
        Assert.True(faults.Count == 0, $"{told}\n{string.Join('\n', faults.Take(ShownFaults))}");
        Assert.True(counts.GetValueOrDefault(Outcome.Clear) >= leastClear * all && counts.GetValueOrDefault(Outcome.Works) >= leastWorking * all, $"{told}: the inputs tell little");
    }
}
