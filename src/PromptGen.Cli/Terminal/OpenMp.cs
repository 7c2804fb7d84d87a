using System.Globalization;
using System.Runtime.InteropServices;

namespace PromptGen.Cli.Terminal;

/// <summary>How many threads of libtorch compute, and how they wait for each other. To be said before libtorch is loaded.</summary>
internal static partial class OpenMp
{
    private const string WaitPolicy = "OMP_WAIT_POLICY", ThreadCount = "OMP_NUM_THREADS", Dynamic = "MKL_DYNAMIC";

    /// <summary>
    /// By default threads spin while they wait, and where other programs run, or a container may use fewer cores than it sees, small operations
    /// become tens of times slower; asleep they cost an idle machine next to nothing. Who has set the variable is not overruled.
    /// </summary>
    public static void WaitAsleep()
    {
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(WaitPolicy) is null) Set(WaitPolicy, "PASSIVE");
    }

    /// <param name="count">How many; null: as the variable says, or one for each processor that this process may use by affinity and control group.</param>
    public static void UseThreads(int? count)
    {
        if (count is null && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ThreadCount))) return;
        // Else MKL takes no more than there are cores, which is right for what nobody has asked for.
        if (count is not null) Set(Dynamic, "FALSE");
        Set(ThreadCount, (count ?? Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture));
    }

    private static void Set(string name, string value)
    {
        // Environment.SetEnvironmentVariable does not reach native code on Unix.
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(name, value);
        else _ = SetNative(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
