namespace PromptGen.Tasks.Metrics;

/// <summary>What says how good answers are; training keeps the epoch where it is highest.</summary>
/// <typeparam name="T">An answer to one example: a label's index, a number, the labels of a sentence's words.</typeparam>
public interface IMetric<T>
{
    /// <summary>Its name, as options and summaries spell it.</summary>
    string Name { get; }

    /// <summary>The score; higher is better, and 1 is perfect.</summary>
    /// <param name="answers">One for each example.</param>
    /// <param name="truth">The right ones.</param>
    /// <returns><see cref="double.NaN"/> where the metric is not defined for these answers; that is not better than any other score.</returns>
    /// <exception cref="ArgumentException">There are no examples, or not as many answers as examples.</exception>
    double Score(IReadOnlyList<T> answers, IReadOnlyList<T> truth);
}
