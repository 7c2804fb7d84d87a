using System.ComponentModel.DataAnnotations;

namespace PromptGen.Training;

/// <summary>The choices of a training run. Defaults are those of the authors' scripts where these agree.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data.</summary>
    [Range(1, int.MaxValue)]
    public int Epochs { get; init; } = 10;

    /// <summary>Batches whose gradients are added up for one step; the last step of an epoch may have fewer.</summary>
    [Range(1, int.MaxValue)]
    public int AccumulatedBatches { get; init; } = 1;

    /// <summary>Epochs in a row that may bring no better dev score before the run ends; null: all epochs are run.</summary>
    [Range(1, int.MaxValue)]
    public int? Patience { get; init; }

    /// <summary>The rate and its course; the authors' search grid for prefixes is 5e-3 to 1e-2.</summary>
    public LearningRateSchedule LearningRate { get; init; } = new(5e-3);

    /// <summary>AdamW's constants; the authors used no weight decay.</summary>
    public AdamWOptions Optimizer { get; init; } = new();

    /// <summary>The norm to which gradients are clipped; null: not at all.</summary>
    [Range(0.0, double.PositiveInfinity, MinimumIsExclusive = true)]
    public double? ClipNorm { get; init; } = 1;

    /// <summary>Fixes dropout. Weights and the order of examples have seeds of their own, usually the same number.</summary>
    public int Seed { get; init; } = 11;
}
