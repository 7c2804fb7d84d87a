namespace PromptGen.Predictions;

/// <summary>What a classifier says of a text that may have several labels, or none.</summary>
/// <param name="Labels">Those whose probability is <see cref="Threshold"/> or more, in the order of the labels.</param>
/// <param name="Probabilities">One for each label, in their order, each by itself.</param>
public sealed record SeveralPrediction(IReadOnlyList<string> Labels, IReadOnlyList<double> Probabilities) : Answer
{
    /// <summary>From here on a label is more likely there than not.</summary>
    public const double Threshold = 0.5;

    /// <summary>Names the labels that are there.</summary>
    /// <param name="probabilities">One for each label.</param>
    /// <param name="labels">The labels.</param>
    public static SeveralPrediction Of(IReadOnlyList<double> probabilities, IReadOnlyList<string> labels) =>
        new([.. labels.Where((_, i) => probabilities[i] >= Threshold)], probabilities);
}
