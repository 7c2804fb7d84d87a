namespace PromptGen.Adapters;

/// <summary>How an adapter was trained.</summary>
public sealed record TrainingSummary
{
    /// <summary>Whether an MLP made the prefix while it was trained; it was collapsed before saving.</summary>
    public required string Reparameterization { get; init; }

    /// <summary>Epochs finished.</summary>
    public required int Epochs { get; init; }

    /// <summary>The 1-based epoch whose weights these are; null: the last.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>What dev data were scored by, such as <c>accuracy</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>The best epoch's score on dev data.</summary>
    public double? DevScore { get; init; }

    /// <summary>Steps done.</summary>
    public required int Steps { get; init; }

    /// <summary>Examples in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The seed of weights, order and dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>Training examples.</summary>
    public required int Examples { get; init; }

    /// <summary>Numbers trained.</summary>
    public required long TrainableParameters { get; init; }

    /// <summary>Numbers in the backbone.</summary>
    public required long FrozenParameters { get; init; }

    /// <summary>The SHA-256 of the backbone's weights before training.</summary>
    public required string FingerprintBefore { get; init; }

    /// <summary>The same after training; equal to that before, since the backbone is frozen.</summary>
    public required string FingerprintAfter { get; init; }

    /// <summary>Whether the run was interrupted.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Wall-clock seconds.</summary>
    public required double Seconds { get; init; }
}
