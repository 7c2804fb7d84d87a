namespace PromptGen.Training;

/// <summary>A run that cannot go on.</summary>
/// <param name="message">Why, and what may help.</param>
/// <param name="inner">What it came from.</param>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);
