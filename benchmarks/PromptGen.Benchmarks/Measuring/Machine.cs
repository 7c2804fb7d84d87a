using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace PromptGen.Benchmarks.Measuring;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, memory, systems, and how busy the machine is with other things.</summary>
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, {memory:0} GB; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; libtorch {torch.__version__}{Load()}.");
    }

    private static string Processor() =>
        FirstOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() =>
        File.Exists("/proc/loadavg") ? $"; load at the start {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";

    private static string? FirstOf(string path, string key) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
