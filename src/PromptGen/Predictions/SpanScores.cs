namespace PromptGen.Predictions;

/// <summary>How well each token of one row begins an answer, and how well it ends one; the sum of both is the score of a stretch.</summary>
/// <param name="Starts">[T], before softmax; special tokens included.</param>
/// <param name="Ends">[T], before softmax.</param>
public sealed record SpanScores(IReadOnlyList<double> Starts, IReadOnlyList<double> Ends) : Answer;
