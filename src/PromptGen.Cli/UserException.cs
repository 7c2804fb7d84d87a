namespace PromptGen.Cli;

/// <summary>Something that the person at the command line can mend.</summary>
/// <param name="message">What was found and what is expected.</param>
internal sealed class UserException(string message) : Exception(message);
