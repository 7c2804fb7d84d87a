namespace PromptGen.Tasks.Metrics;

/// <summary>Always the label that training has most often: what a model must beat.</summary>
/// <param name="Label">Its index.</param>
/// <param name="Share">Its share of training, 0 to 1.</param>
public sealed record MajorityBaseline(int Label, double Share)
{
    /// <summary>Finds the label; of several, the one with the lowest index.</summary>
    /// <param name="training">The index of each training example's label.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static MajorityBaseline Of(IReadOnlyList<int> training)
    {
        if (training.Count == 0) throw new ArgumentException("There are no labels, so none is the most frequent.", nameof(training));
        var most = training.CountBy(label => label).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First();
        return new MajorityBaseline(most.Key, (double)most.Value / training.Count);
    }

    /// <summary>How often that label is right elsewhere.</summary>
    /// <param name="labels">The index of each example's label.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Accuracy On(IReadOnlyList<int> labels) => Accuracy.Of([.. Enumerable.Repeat(Label, labels.Count)], labels);
}
