using System.Runtime.InteropServices;

namespace PromptGen.Cli.Terminal;

/// <summary>
/// Ends the program with <see cref="ExitCode.Interrupted"/> at Ctrl-C, SIGTERM or SIGHUP, unless the command ends itself well
/// (<see cref="Interruption"/>).
/// </summary>
internal sealed class SignalExit : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [.. Interruption.Signals.Select(signal => PosixSignalRegistration.Create(signal, End))];

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }

    private static void End(PosixSignalContext context)
    {
        if (Interruption.IsHandled) return;
        context.Cancel = true;
        Environment.Exit(ExitCode.Interrupted);
    }
}
