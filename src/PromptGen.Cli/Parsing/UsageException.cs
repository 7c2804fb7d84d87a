namespace PromptGen.Cli.Parsing;

/// <summary>A command line that cannot be read.</summary>
/// <param name="message">Which word, what is wrong with it and what would be right.</param>
/// <param name="command">The command whose help tells more.</param>
internal sealed class UsageException(string message, string command) : Exception(message)
{
    /// <summary>The command whose help tells more, as it is typed.</summary>
    public string Command { get; } = command;
}
