namespace PromptGen.Predictions;

/// <summary>What an adapter says of one text: a <see cref="Prediction"/>, or <see cref="TokenPredictions"/> where it labels tokens.</summary>
public abstract record Answer
{
    private protected Answer()
    {
    }
}
