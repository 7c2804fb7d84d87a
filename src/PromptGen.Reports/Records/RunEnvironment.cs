using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace PromptGen.Reports;

/// <summary>Where a run took place, and with which versions.</summary>
public sealed record RunEnvironment
{
    /// <summary>The device that computed, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The version of PromptGen.</summary>
    public required string PromptGen { get; init; }

    /// <summary>The version of TorchSharp.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string DotNet { get; init; }

    /// <summary>The operating system and the kind of processor.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The processors that the process may use.</summary>
    public required int Processors { get; init; }

    /// <summary>The most memory that the process held at once (resident), in bytes; null: not known.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>This process, as it is now.</summary>
    /// <param name="device">The device that computes.</param>
    public static RunEnvironment Here(string device)
    {
        using var process = Process.GetCurrentProcess();
        return new RunEnvironment
        {
            Device = device,
            PromptGen = Version(typeof(PromptedEncoder<>).Assembly),
            TorchSharp = Version(typeof(torch).Assembly),
            DotNet = RuntimeInformation.FrameworkDescription,
            OperatingSystem = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
            Processors = System.Environment.ProcessorCount,
            PeakMemoryBytes = process.PeakWorkingSet64 is > 0 and var peak ? peak : null,
        };
    }

    /// <summary>The version that a package carries; what a build appends after a plus is the commit.</summary>
    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
