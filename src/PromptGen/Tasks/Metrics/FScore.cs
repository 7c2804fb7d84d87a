namespace PromptGen.Tasks.Metrics;

/// <summary>
/// What was found of what there is: precision, recall and their harmonic mean, F1. Where one would divide by nothing it is 0, as in scikit-learn
/// (<c>zero_division</c>) and seqeval.
/// </summary>
/// <param name="Correct">How many answers are right.</param>
/// <param name="Answered">How many were given.</param>
/// <param name="Existing">How many there are to be found.</param>
public readonly record struct FScore(int Correct, int Answered, int Existing)
{
    /// <summary>The share of answers that are right.</summary>
    public double Precision => Answered == 0 ? 0 : (double)Correct / Answered;

    /// <summary>The share that was found.</summary>
    public double Recall => Existing == 0 ? 0 : (double)Correct / Existing;

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => Answered + Existing == 0 ? 0 : 2.0 * Correct / (Answered + Existing);
}
