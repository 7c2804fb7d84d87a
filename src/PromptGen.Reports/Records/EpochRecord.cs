namespace PromptGen.Reports;

/// <summary>One pass over the training data.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Loss">The mean training loss.</param>
public sealed record EpochRecord(int Epoch, double Loss)
{
    /// <summary>The score on the dev data; null: there are none. Not a number where the metric is not defined for the answers.</summary>
    public double? DevScore { get; init; }

    /// <summary>Wall-clock seconds, the dev score included; null: not recorded.</summary>
    public double? Seconds { get; init; }
}
