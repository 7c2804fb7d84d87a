using System.Runtime.InteropServices;

namespace PromptGen.Cli.Terminal;

/// <summary>Turns the first Ctrl-C, SIGTERM or SIGHUP into a request to end well; a second one ends the program at once.</summary>
internal sealed class Interruption : IDisposable
{
    private static int handling;

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public Interruption()
    {
        Interlocked.Increment(ref handling);
        foreach (var signal in Signals) registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>What asks a program to end.</summary>
    public static IReadOnlyList<PosixSignal> Signals { get; } = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>Whether a command ends itself well.</summary>
    public static bool IsHandled => Volatile.Read(ref handling) > 0;

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        Interlocked.Decrement(ref handling);
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (source.IsCancellationRequested) return;
        context.Cancel = true;
        source.Cancel();
    }
}
