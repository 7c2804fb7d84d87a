using System.Globalization;
using System.Runtime.InteropServices;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>How much memory of the process is resident. Linux keeps the highest value and lets it be reset; elsewhere there is no figure.</summary>
internal static partial class ResidentMemory
{
    /// <summary>Whether there are figures.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>Megabytes now.</summary>
    public static double Now => Kilobytes("VmRSS:") / 1024.0;

    /// <summary>The most megabytes since <see cref="Settle"/>.</summary>
    public static double Peak => Kilobytes("VmHWM:") / 1024.0;

    /// <summary>How far resident memory rises while something runs.</summary>
    /// <returns>Megabytes above what was resident before; null where they cannot be had.</returns>
    public static double? RiseIn(Action run)
    {
        if (!IsKnown) return null;
        var before = Settle();
        run();
        return Peak - before;
    }

    /// <summary>Gives back what nothing uses, and lets <see cref="Peak"/> begin anew.</summary>
    /// <returns>Megabytes now.</returns>
    public static double Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // What the allocator keeps of earlier work would hide what comes.
        Trim(0);
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Now;
    }

    private static long Kilobytes(string key) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..^2].Trim(),
        CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
