namespace PromptGen.Tasks.Metrics;

/// <summary>The metrics for rows that may have several labels, by name; an answer is the indices of labels, each once.</summary>
public static class SeveralMetrics
{
    private const string Usual = "f1-micro", MacroName = "f1-macro", ExactName = "exact-match";

    /// <summary>Their names, the usual one first.</summary>
    public static IReadOnlyList<string> Names { get; } = [Usual, MacroName, ExactName];

    /// <summary>One of them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="labelCount">How many labels there are: the macro average is over all of them.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IMetric<IReadOnlyList<int>> Named(string name, int labelCount) => new NamedMetric<IReadOnlyList<int>>(name, name switch
    {
        Usual => (answers, truth) => Micro(answers, truth).F1,
        MacroName => (answers, truth) => Macro(answers, truth, labelCount),
        ExactName => Exact,
        _ => throw new ArgumentException($"There is no metric '{name}'; expected {string.Join(", ", Names)}.", nameof(name)),
    });

    /// <summary>What was found of all labels of all rows (scikit-learn's <c>f1_score</c>, <c>micro</c>).</summary>
    /// <param name="answers">The labels given to each row.</param>
    /// <param name="truth">Its true labels.</param>
    /// <exception cref="ArgumentException">There are no rows, or not as many answers.</exception>
    public static FScore Micro(IReadOnlyList<IReadOnlyList<int>> answers, IReadOnlyList<IReadOnlyList<int>> truth) => Of(answers, truth, _ => true);

    /// <summary>What was found of one label.</summary>
    /// <param name="label">Which.</param>
    /// <param name="answers">The labels given to each row.</param>
    /// <param name="truth">Its true labels.</param>
    /// <exception cref="ArgumentException">There are no rows, or not as many answers.</exception>
    public static FScore OfLabel(int label, IReadOnlyList<IReadOnlyList<int>> answers, IReadOnlyList<IReadOnlyList<int>> truth) =>
        Of(answers, truth, other => other == label);

    /// <summary>
    /// The mean F1 over all labels (scikit-learn's <c>f1_score</c>, <c>macro</c>, of indicator rows): one that no row has and no answer names counts 0. Labels that
    /// are not the task's count too, where rows have them.
    /// </summary>
    private static double Macro(IReadOnlyList<IReadOnlyList<int>> answers, IReadOnlyList<IReadOnlyList<int>> truth, int labelCount)
    {
        var columns = Math.Max(labelCount, answers.Concat(truth).SelectMany(labels => labels).DefaultIfEmpty(-1).Max() + 1);
        return Enumerable.Range(0, columns).Select(label => OfLabel(label, answers, truth).F1).DefaultIfEmpty(0).Average();
    }

    /// <summary>The share of rows of which all labels are right (scikit-learn's <c>accuracy_score</c>).</summary>
    private static double Exact(IReadOnlyList<IReadOnlyList<int>> answers, IReadOnlyList<IReadOnlyList<int>> truth)
    {
        Answers.Check(answers, truth);
        return (double)answers.Zip(truth).Count(row => row.First.Order().SequenceEqual(row.Second.Order())) / truth.Count;
    }

    private static FScore Of(IReadOnlyList<IReadOnlyList<int>> answers, IReadOnlyList<IReadOnlyList<int>> truth, Func<int, bool> counts)
    {
        Answers.Check(answers, truth);
        return new FScore(
            answers.Zip(truth).Sum(row => row.First.Where(counts).Intersect(row.Second).Count()),
            answers.Sum(labels => labels.Count(counts)), truth.Sum(labels => labels.Count(counts)));
    }
}
