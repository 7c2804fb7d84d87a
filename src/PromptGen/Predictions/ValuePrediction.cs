namespace PromptGen.Predictions;

/// <summary>The numbers that a regression tells of one text.</summary>
/// <param name="Values">One for each output of the head, most often one.</param>
public sealed record ValuePrediction(IReadOnlyList<double> Values) : Answer;
