using System.Text.Json.Serialization;

namespace PromptGen.Reports;

/// <summary>One training with one seed and one learning rate.</summary>
public sealed record Trial
{
    /// <summary>The seed of weights, order of examples and dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>The highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The finished epochs, from the first on.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>The learning rate over the steps, by as few points as draw it; empty: not recorded.</summary>
    public IReadOnlyList<RatePoint> Rates { get; init; } = [];

    /// <summary>The 1-based epoch whose weights were kept; null: the last.</summary>
    public int? ChosenEpoch { get; init; }

    /// <summary>Whether dev data chose it among the learning rates of its seed; true where there was one rate. At most one of a seed.</summary>
    public required bool Chosen { get; init; }

    /// <summary>The score on the test data; null: it was not tested.</summary>
    public double? TestScore { get; init; }

    /// <summary>Steps done.</summary>
    public required int Steps { get; init; }

    /// <summary>Wall-clock seconds of training, dev scores included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether it ended because the dev score no longer rose.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>Whether it was stopped before its end.</summary>
    public bool Interrupted { get; init; }

    /// <summary>The dev score of the weights that were kept; null: there are no dev data.</summary>
    [JsonIgnore]
    public double? DevScore => ChosenEpoch is { } epoch ? Epochs[epoch - 1].DevScore : Epochs.LastOrDefault()?.DevScore;
}
