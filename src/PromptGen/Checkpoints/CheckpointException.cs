namespace PromptGen.Checkpoints;

/// <summary>A checkpoint that cannot be loaded as it is: which file, where in it, what was found and what was expected.</summary>
/// <param name="message">All of that in a sentence or two.</param>
/// <param name="inner">What was caught.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);
