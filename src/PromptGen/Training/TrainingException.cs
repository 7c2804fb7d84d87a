namespace PromptGen.Training;

/// <summary>A run that cannot go on.</summary>
/// <param name="message">Why, and what may help.</param>
public sealed class TrainingException(string message) : Exception(message);
