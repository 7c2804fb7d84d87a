namespace PromptGen.Reports;

/// <summary>What one trial did on the test data, in detail. What fits the task is there: a confusion matrix, counts of entities, or residuals.</summary>
public sealed record TestRecord
{
    /// <summary>The seed whose chosen trial it is.</summary>
    public required int Seed { get; init; }

    /// <summary>Which labels were taken for which; null: the task has none.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>Entities of each type; empty: the task has none.</summary>
    public IReadOnlyList<EntityCount> Entities { get; init; } = [];

    /// <summary>Numbers told and true ones; empty: the task has none.</summary>
    public IReadOnlyList<NumberPair> Numbers { get; init; } = [];

    /// <summary>Wrong answers, the worst first; a few dozen are enough.</summary>
    public IReadOnlyList<WrongAnswer> Errors { get; init; } = [];
}
