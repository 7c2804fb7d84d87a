namespace PromptGen.Predictions;

/// <summary>
/// What an adapter says of one row: a <see cref="Prediction"/> where it has one label, <see cref="SeveralPrediction"/> where it may have several,
/// <see cref="ValuePrediction"/> for numbers, <see cref="TokenPredictions"/> for labels of tokens, <see cref="SpanScores"/> for the place of an answer.
/// </summary>
public abstract record Answer
{
    private protected Answer()
    {
    }
}
