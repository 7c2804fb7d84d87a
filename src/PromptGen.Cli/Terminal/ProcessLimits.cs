using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace PromptGen.Cli.Terminal;

/// <summary>
/// What a shell or a supervisor lets this process have (<c>ulimit</c>), where that is less than .NET and libtorch take before they compute anything.
/// Either ends the process in native code, with words of its own, at a place that nothing can catch.
/// </summary>
/// <remarks>To be asked first: what this calls loads hardly an assembly. Below 30 files .NET itself does not start.</remarks>
internal static class ProcessLimits
{
    /// <summary>Measured: <c>predict</c> has 87 files open. The rest is room for what a training opens beside it, which was not measured.</summary>
    private const long Files = 160;

    /// <summary>Measured: with 3.0 GB libtorch ends the process, with 4.0 GB a small model is computed.</summary>
    private const long AddressSpace = 3_500L << 20;

    /// <summary>What is missing, and what would do; null: nothing.</summary>
    public static string? Missing()
    {
        if (!OperatingSystem.IsLinux()) return null;
        foreach (var line in KernelFile.Lines("limits"))
        {
            if (Soft(line, "Max open files") is { } files and < Files)
                return $"this process may open only {files} files; .NET and libtorch need {Files} (ulimit -n {Files}).";
            if (Soft(line, "Max address space") is { } bytes and < AddressSpace)
                return $"this process may have only {bytes >> 20} MiB of address space; .NET and libtorch reserve more than {AddressSpace >> 20} MiB (ulimit -v).";
        }
        return null;
    }

    /// <summary>Says it on standard error, without .NET's console, for which a process may have too few files.</summary>
    public static void Tell(string missing)
    {
        try
        {
            using var writer = new StreamWriter(new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0));
            writer.WriteLine($"promptgen: {missing}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Nobody is there to read it; the exit code still tells.
        }
    }

    /// <summary>The limit that a line is about; null: it is about another, or there is none.</summary>
    private static long? Soft(string line, string name)
    {
        if (!line.StartsWith(name, StringComparison.Ordinal)) return null;
        var rest = line.AsSpan(name.Length).TrimStart();
        var end = rest.IndexOf(' ');
        return long.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
