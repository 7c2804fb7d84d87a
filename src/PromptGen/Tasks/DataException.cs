namespace PromptGen.Tasks;

/// <summary>A file of examples that cannot be used as it is: which file, which line, what was found and what was expected.</summary>
/// <param name="message">All of that.</param>
/// <param name="inner">What was caught.</param>
public sealed class DataException(string message, Exception? inner = null) : Exception(message, inner);
