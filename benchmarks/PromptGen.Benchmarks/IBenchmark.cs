using PromptGen.Benchmarks.Measuring;

namespace PromptGen.Benchmarks;

/// <summary>One question about what something costs, beside what else.</summary>
internal interface IBenchmark
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it asks, in a sentence.</summary>
    string Question { get; }

    /// <summary>Measures, and prints a table for each of its comparisons.</summary>
    /// <param name="session">Where contestants are compared.</param>
    void Run(Session session);
}
