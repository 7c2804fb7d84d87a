using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Training;

namespace PromptGen.Cli.Training;

/// <summary>One seed with one learning rate, trained.</summary>
/// <param name="Model">Left with the weights that were kept.</param>
/// <param name="Options">How.</param>
/// <param name="Result">What came of it.</param>
internal sealed record TrainedRun<TEncoder>(PromptedModel<TEncoder, AnsweringHead<TEncoder>> Model, TrainingOptions Options, TrainingResult Result) : IDisposable
    where TEncoder : Encoder, IDescribed<TEncoder>
{
    public double? DevScore => Result.BestEpoch is { } epoch ? Result.Epochs[epoch - 1].Score : null;

    /// <summary>Whether it is to be kept and not another one: a score that is not defined is worse than any other.</summary>
    public bool IsBetterThan(TrainedRun<TEncoder> other) => Rank > other.Rank;

    private double Rank => DevScore is { } score && !double.IsNaN(score) ? score : double.NegativeInfinity;

    /// <summary>Frees what this run trained; a frozen encoder is shared with the other runs.</summary>
    public void Dispose()
    {
        Model.Prefix?.Dispose();
        Model.Head.Dispose();
        if (Model.Backbone is Unfrozen<TEncoder>) Model.Backbone.Dispose();
    }
}
