using System.Runtime.InteropServices;

namespace PromptGen.Cli.Terminal;

/// <summary>
/// How libtorch's threads wait for each other. By default they spin, and where other programs run, or a container may use fewer
/// cores than it sees, small operations become tens of times slower; asleep they cost an idle machine next to nothing.
/// </summary>
internal static partial class OpenMp
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>To be called before libtorch is loaded. Who has set the variable is not overruled.</summary>
    public static void WaitAsleep()
    {
        // Environment.SetEnvironmentVariable does not reach native code on Unix.
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(WaitPolicy) is null) SetNative(WaitPolicy, "PASSIVE", 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
