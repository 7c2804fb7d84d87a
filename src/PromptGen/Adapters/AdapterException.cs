namespace PromptGen.Adapters;

/// <summary>An adapter that cannot be written, read, or used where it was asked for: which file, what was found, what was expected.</summary>
/// <param name="message">All of that in a sentence or two.</param>
/// <param name="inner">What was caught.</param>
public sealed class AdapterException(string message, Exception? inner = null) : Exception(message, inner);
