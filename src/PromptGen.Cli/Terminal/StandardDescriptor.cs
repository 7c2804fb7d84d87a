namespace PromptGen.Cli.Terminal;

/// <summary>
/// Whether the standard streams lead anywhere. Where nobody has opened one (<c>&lt;&amp;-</c>), .NET takes its number for a pipe between threads of
/// its own: reading it would wait for ever, and writing it would confuse .NET.
/// </summary>
internal static class StandardDescriptor
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Whether nobody outside has opened it.</summary>
    /// <param name="number">0, 1 or 2.</param>
    public static bool IsClosed(int number)
    {
        if (!OperatingSystem.IsLinux()) return false;
        if (Target($"{number}") is not { } target) return true;
        if (!target.Contains("pipe:[", StringComparison.Ordinal)) return false;
        var access = Access($"{number}");
        foreach (var path in Directory.GetFileSystemEntries(Descriptors))
        {
            if (Path.GetFileName(path) is var other && Target(other) == target && Access(other) is { } end && end != access) return true;
        }
        return false;
    }

    private static string? Target(string number)
    {
        try
        {
            return new FileInfo($"{Descriptors}/{number}").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>For what it is open, as the last octal digit of its flags says: 0 reading, 1 writing.</summary>
    private static char? Access(string number)
    {
        try
        {
            foreach (var line in KernelFile.Lines($"fdinfo/{number}"))
            {
                if (line.StartsWith("flags:", StringComparison.Ordinal)) return line[^1];
            }
        }
        catch (IOException)
        {
            // It was the one by which the folder was read, and is closed.
        }
        return null;
    }
}
