namespace PromptGen.Tasks.Metrics;

/// <summary>The metrics for a label, or a number, a row, by name.</summary>
public static class RowMetrics
{
    private const string Binary = "f1";

    private static readonly IMetric<int>[] Labels =
    [
        new NamedMetric<int>("accuracy", (answers, labels) => Accuracy.Of(answers, labels).Share),
        new NamedMetric<int>(Binary, (answers, labels) => F1.Binary(answers, labels)),
        new NamedMetric<int>("f1-macro", F1.Macro),
        new NamedMetric<int>("f1-micro", F1.Micro),
        // CB's score on SuperGLUE's board is the mean of its two metrics.
        new NamedMetric<int>("accuracy-f1-macro", (answers, labels) => (Accuracy.Of(answers, labels).Share + F1.Macro(answers, labels)) / 2),
        new NamedMetric<int>("matthews", Correlation.Matthews),
    ];

    private static readonly IMetric<double>[] Values =
    [
        new NamedMetric<double>("pearson", Correlation.Pearson),
        new NamedMetric<double>("spearman", Correlation.Spearman),
        new NamedMetric<double>("mean-squared-error", (answers, values) => -MeanSquaredError(answers, values)) { IsError = true },
    ];

    /// <summary>The share of right answers: what is measured if nothing else is asked for.</summary>
    public static IMetric<int> Usual => Labels[0];

    /// <summary>The names for labels: accuracy, three F1s, the mean of accuracy and macro F1, Matthews.</summary>
    public static IReadOnlyList<string> LabelNames => [.. Labels.Select(metric => metric.Name)];

    /// <summary>The names for numbers.</summary>
    public static IReadOnlyList<string> ValueNames => [.. Values.Select(metric => metric.Name)];

    /// <summary>A metric for labels.</summary>
    /// <param name="name">Its name; <c>f1</c> is of the second of two labels.</param>
    /// <param name="labelCount">How many labels there are.</param>
    /// <exception cref="ArgumentException">There is none of that name, or not for so many labels.</exception>
    public static IMetric<int> ForLabels(string name, int labelCount)
    {
        var metric = Named(Labels, name);
        if (name == Binary && labelCount != 2)
            throw new ArgumentException($"The metric '{Binary}' is of the second of two labels, and there are {labelCount}; expected f1-macro or f1-micro.", nameof(name));
        return metric;
    }

    /// <summary>A metric for numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IMetric<double> ForValues(string name) => Named(Values, name);

    /// <summary>The mean of squared differences, in the square of the values' unit.</summary>
    /// <param name="answers">The number told for each example.</param>
    /// <param name="values">The true ones.</param>
    /// <exception cref="ArgumentException">There are no values, or not as many answers.</exception>
    public static double MeanSquaredError(IReadOnlyList<double> answers, IReadOnlyList<double> values)
    {
        Answers.Check(answers, values);
        return answers.Zip(values).Average(pair => (pair.First - pair.Second) * (pair.First - pair.Second));
    }

    private static IMetric<T> Named<T>(IMetric<T>[] metrics, string name) => Array.Find(metrics, metric => metric.Name == name)
        ?? throw new ArgumentException($"There is no metric '{name}'; expected {string.Join(", ", metrics.Select(metric => metric.Name))}.", nameof(name));
}
