namespace PromptGen.Benchmarks.Measuring;

/// <summary>A benchmark some of whose figures come from processes in which nothing else has run.</summary>
internal interface IMeasuredAlone : IBenchmark
{
    /// <summary>Measures one subject, in the process made for it.</summary>
    /// <param name="subject">Which; the benchmark itself named it.</param>
    /// <param name="session">As that of the page.</param>
    /// <returns>The figures.</returns>
    IReadOnlyList<double> MeasureAlone(string subject, Session session);
}
