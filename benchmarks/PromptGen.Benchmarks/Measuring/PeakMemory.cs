using System.Globalization;
using System.Runtime.InteropServices;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>How far resident memory rises while something runs. Linux keeps the highest value and lets it be reset; elsewhere there is no figure.</summary>
internal static partial class PeakMemory
{
    /// <returns>Megabytes above what was resident before; null where they cannot be had.</returns>
    public static double? Of(Action run)
    {
        if (!OperatingSystem.IsLinux()) return null;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // What the allocator keeps of earlier runs would hide what this one needs.
        Trim(0);
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Kilobytes("VmRSS:");
        run();
        return (Kilobytes("VmHWM:") - before) / 1024.0;
    }

    private static long Kilobytes(string key) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..^2].Trim(),
        CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
