namespace PromptGen.Tasks.Metrics;

/// <summary>How many answers are right.</summary>
/// <param name="Correct">The right ones.</param>
/// <param name="Total">All, at least one.</param>
public readonly record struct Accuracy(int Correct, int Total)
{
    /// <summary>The share of right answers, 0 to 1.</summary>
    public double Share => (double)Correct / Total;

    /// <summary>Counts.</summary>
    /// <param name="answers">The index of the label given to each example.</param>
    /// <param name="labels">The index of its true label.</param>
    /// <exception cref="ArgumentException">There is none, or there are not as many answers as labels.</exception>
    public static Accuracy Of(IReadOnlyList<int> answers, IReadOnlyList<int> labels)
    {
        Answers.Check(answers, labels);
        return new Accuracy(Enumerable.Range(0, labels.Count).Count(i => answers[i] == labels[i]), labels.Count);
    }
}
