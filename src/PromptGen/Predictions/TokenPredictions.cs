namespace PromptGen.Predictions;

/// <summary>What an adapter that labels tokens says of one text.</summary>
/// <param name="Tokens">One for each token, special tokens included, in their order.</param>
public sealed record TokenPredictions(IReadOnlyList<Prediction> Tokens) : Answer;
