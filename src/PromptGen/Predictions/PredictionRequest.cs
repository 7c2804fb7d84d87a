using PromptGen.Tokenization;

namespace PromptGen.Predictions;

/// <summary>One text, and which adapter of a pool is asked about it.</summary>
/// <param name="Adapter">Its name in the pool.</param>
/// <param name="Text">The text.</param>
public sealed record PredictionRequest(string Adapter, TokenizedText Text);
