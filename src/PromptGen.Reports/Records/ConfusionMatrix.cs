using PromptGen.Tasks.Metrics;

namespace PromptGen.Reports;

/// <summary>How often examples of each label were given each label.</summary>
/// <param name="Labels">The labels' names.</param>
/// <param name="Counts">A row for each true label, a column for each answer.</param>
public sealed record ConfusionMatrix(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <summary>Counts.</summary>
    /// <param name="labels">The labels' names.</param>
    /// <param name="answers">The index of the label given to each example.</param>
    /// <param name="truth">The index of its true label.</param>
    /// <exception cref="ArgumentException">There are not as many answers as true labels, or an index is none of a label.</exception>
    public static ConfusionMatrix Of(IReadOnlyList<string> labels, IReadOnlyList<int> answers, IReadOnlyList<int> truth)
    {
        if (answers.Count != truth.Count) throw new ArgumentException($"There are {answers.Count} answers for {truth.Count} labels; expected one each.", nameof(answers));
        if (answers.Concat(truth).Where(index => index < 0 || index >= labels.Count).ToList() is [var other, ..])
            throw new ArgumentException($"{other} is the index of no label; there are {labels.Count}.", nameof(answers));
        var counts = labels.Select(_ => new int[labels.Count]).ToArray();
        for (var i = 0; i < truth.Count; i++) counts[truth[i]][answers[i]]++;
        return new ConfusionMatrix(labels, counts);
    }

    /// <summary>What was found of one label.</summary>
    /// <param name="label">Its index.</param>
    public FScore Of(int label) => new(Counts[label][label], Counts.Sum(row => row[label]), Counts[label].Sum());
}
