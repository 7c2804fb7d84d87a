namespace PromptGen.Predictions;

/// <summary>What a classifier says of one text, or of one token.</summary>
/// <param name="Label">The likeliest label.</param>
/// <param name="Probabilities">One for each label, in the order of the labels; they sum to 1.</param>
public sealed record Prediction(string Label, IReadOnlyList<double> Probabilities) : Answer
{
    /// <summary>Names the likeliest label.</summary>
    /// <param name="probabilities">One for each label.</param>
    /// <param name="labels">The labels.</param>
    public static Prediction Of(IReadOnlyList<double> probabilities, IReadOnlyList<string> labels) =>
        new(labels[Likeliest(probabilities)], probabilities);

    /// <summary>The index of the highest number; the first of equals.</summary>
    /// <param name="probabilities">At least one.</param>
    public static int Likeliest(IReadOnlyList<double> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Count; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }
}
