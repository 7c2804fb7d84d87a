namespace PromptGen.Tasks.Metrics;

/// <summary>How answers go together with the truth, from -1 to 1.</summary>
public static class Correlation
{
    /// <summary>
    /// Matthews' coefficient, for several labels R_K (Gorodkin 2004), as scikit-learn's <c>matthews_corrcoef</c>: GLUE's metric for CoLA.
    /// 0 where all answers or all labels are the same, as there.
    /// </summary>
    /// <param name="answers">The index of the label given to each example.</param>
    /// <param name="labels">The index of its true label.</param>
    /// <exception cref="ArgumentException">There are no labels, or not as many answers.</exception>
    public static double Matthews(IReadOnlyList<int> answers, IReadOnlyList<int> labels)
    {
        double total = labels.Count, correct = Accuracy.Of(answers, labels).Correct;
        double both = 0, answered = 0, existing = 0;
        foreach (var label in answers.Concat(labels).Distinct())
        {
            double given = answers.Count(answer => answer == label), there = labels.Count(truth => truth == label);
            both += given * there;
            answered += given * given;
            existing += there * there;
        }
        var spread = (total * total - answered) * (total * total - existing);
        return spread == 0 ? 0 : (correct * total - both) / Math.Sqrt(spread);
    }

    /// <summary>
    /// Pearson's coefficient: GLUE's for STS-B, with Spearman's. Not a number, as in SciPy, where all answers or all true values are the same,
    /// and where there is only one.
    /// </summary>
    /// <param name="answers">The number told for each example.</param>
    /// <param name="values">The true ones.</param>
    /// <exception cref="ArgumentException">There are no values, or not as many answers.</exception>
    public static double Pearson(IReadOnlyList<double> answers, IReadOnlyList<double> values)
    {
        Answers.Check(answers, values);
        // Of equal numbers the mean need not be exactly that number.
        if (answers.All(answer => answer == answers[0]) || values.All(value => value == values[0])) return double.NaN;
        double answerMean = answers.Average(), valueMean = values.Average();
        double both = 0, answerSquares = 0, valueSquares = 0;
        for (var i = 0; i < values.Count; i++)
        {
            double answer = answers[i] - answerMean, value = values[i] - valueMean;
            both += answer * value;
            answerSquares += answer * answer;
            valueSquares += value * value;
        }
        return Math.Clamp(both / (Math.Sqrt(answerSquares) * Math.Sqrt(valueSquares)), -1, 1);
    }

    /// <summary>Spearman's coefficient: Pearson's of the ranks, equal numbers sharing the mean of theirs, as in SciPy.</summary>
    /// <inheritdoc cref="Pearson" path="/param"/>
    /// <inheritdoc cref="Pearson" path="/exception"/>
    public static double Spearman(IReadOnlyList<double> answers, IReadOnlyList<double> values)
    {
        Answers.Check(answers, values);
        return answers.Concat(values).Any(double.IsNaN) ? double.NaN : Pearson(Ranks(answers), Ranks(values));
    }

    private static double[] Ranks(IReadOnlyList<double> numbers)
    {
        var ranks = new double[numbers.Count];
        var before = 0;
        foreach (var equal in Enumerable.Range(0, numbers.Count).GroupBy(i => numbers[i]).OrderBy(group => group.Key))
        {
            var count = equal.Count();
            foreach (var i in equal) ranks[i] = before + (count + 1) / 2.0;
            before += count;
        }
        return ranks;
    }
}
