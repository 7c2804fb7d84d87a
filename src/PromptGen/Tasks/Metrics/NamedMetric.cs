namespace PromptGen.Tasks.Metrics;

/// <summary>A function under a name.</summary>
internal sealed record NamedMetric<T>(string Name, Func<IReadOnlyList<T>, IReadOnlyList<T>, double> Function) : IMetric<T>
{
    public bool IsError { get; init; }

    public double Score(IReadOnlyList<T> answers, IReadOnlyList<T> truth) => Function(answers, truth);
}
