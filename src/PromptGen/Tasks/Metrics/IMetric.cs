namespace PromptGen.Tasks.Metrics;

/// <summary>What says how good answers are; training keeps the epoch where it is highest.</summary>
public interface IMetric
{
    /// <summary>Its name, as options and summaries spell it.</summary>
    string Name { get; }

    /// <summary>Whether it measures how wrong answers are, in units of their own. Its score is then that error with a minus sign, so that higher is better.</summary>
    bool IsError => false;
}

/// <summary>A metric for one kind of answers.</summary>
/// <typeparam name="T">An answer to one example: a label's index, a number, the labels of a sentence's words.</typeparam>
public interface IMetric<T> : IMetric
{
    /// <summary>The score; higher is better. 1 is perfect, or 0 where it is an error.</summary>
    /// <param name="answers">One for each example.</param>
    /// <param name="truth">The right ones.</param>
    /// <returns><see cref="double.NaN"/> where the metric is not defined for these answers; that is not better than any other score.</returns>
    /// <exception cref="ArgumentException">There are no examples, or not as many answers as examples.</exception>
    double Score(IReadOnlyList<T> answers, IReadOnlyList<T> truth);
}
