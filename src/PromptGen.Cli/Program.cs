using PromptGen.Cli;
using PromptGen.Cli.Terminal;

if (ProcessLimits.Missing() is { } missing)
{
    ProcessLimits.Tell(missing);
    return ExitCode.Failure;
}
using var signals = new SignalExit();
OpenMp.WaitAsleep();
return Application.Run(args, CommandStreams.OfProcess());
