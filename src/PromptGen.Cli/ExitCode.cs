namespace PromptGen.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Success = 0;

    /// <summary>Bad input or a failure; the message says which.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself was wrong.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by Ctrl-C or SIGTERM; what stood was saved.</summary>
    public const int Interrupted = 3;

    /// <summary><c>verify</c> found a difference, or something that it could not run.</summary>
    public const int Different = 4;
}
