namespace PromptGen.Tasks.Metrics;

/// <summary>F1 over labels, by the definitions of scikit-learn's <c>f1_score</c>.</summary>
public static class F1
{
    /// <summary>Of one label against all others (<c>average='binary'</c>): GLUE's for MRPC and QQP. 0 where that label is neither there nor answered.</summary>
    /// <param name="answers">The index of the label given to each example.</param>
    /// <param name="labels">The index of its true label.</param>
    /// <param name="positive">The label that is to be found.</param>
    /// <exception cref="ArgumentException">There are no labels, or not as many answers.</exception>
    public static double Binary(IReadOnlyList<int> answers, IReadOnlyList<int> labels, int positive = 1)
    {
        Answers.Check(answers, labels);
        return Of(positive, answers, labels).F1;
    }

    /// <summary>
    /// The mean over labels, each counting the same (<c>average='macro'</c>): SuperGLUE's for CB. As there, labels that are neither among the true ones
    /// nor among the answers are left out, and one that is only among the answers counts 0.
    /// </summary>
    /// <inheritdoc cref="Binary" path="/param"/>
    /// <inheritdoc cref="Binary" path="/exception"/>
    public static double Macro(IReadOnlyList<int> answers, IReadOnlyList<int> labels)
    {
        Answers.Check(answers, labels);
        return answers.Concat(labels).Distinct().Average(label => Of(label, answers, labels).F1);
    }

    /// <summary>Over all decisions at once (<c>average='micro'</c>): with one label for each example that is the accuracy.</summary>
    /// <inheritdoc cref="Binary" path="/param"/>
    /// <inheritdoc cref="Binary" path="/exception"/>
    public static double Micro(IReadOnlyList<int> answers, IReadOnlyList<int> labels) => Accuracy.Of(answers, labels).Share;

    private static FScore Of(int label, IReadOnlyList<int> answers, IReadOnlyList<int> labels) => new(
        Enumerable.Range(0, labels.Count).Count(i => labels[i] == label && answers[i] == label),
        answers.Count(answer => answer == label),
        labels.Count(truth => truth == label));
}
