using System.ComponentModel.DataAnnotations;

namespace PromptGen.Training;

/// <summary>How the learning rate changes over a run: up from zero during warm-up, and then as its decay says.</summary>
/// <param name="Peak">The highest rate.</param>
/// <param name="WarmUp">The share of all steps spent rising; 0 in the paper's recipes.</param>
/// <param name="Decay">How it falls.</param>
public sealed record LearningRateSchedule(
    [Range(0.0, double.PositiveInfinity, MinimumIsExclusive = true)] double Peak,
    [Range(0.0, 1.0)] double WarmUp = 0,
    RateDecay Decay = RateDecay.Linear)
{
    /// <summary>What each epoch leaves of the rate before it, with <see cref="RateDecay.Exponential"/>; the reference's 0.95.</summary>
    public double PerEpoch { get; init; } = 0.95;

    /// <summary>The rate of one step.</summary>
    /// <param name="step">0-based.</param>
    /// <param name="total">All steps of the run.</param>
    /// <param name="stepsPerEpoch">Steps of one epoch, at least 1.</param>
    public double At(int step, int total, int stepsPerEpoch)
    {
        var rising = (int)Math.Round(WarmUp * total);
        if (step < rising) return Peak * step / rising;
        return Decay switch
        {
            // The share first: a product that is divided again can end one bit above the peak.
            RateDecay.Linear => Peak * ((double)Math.Max(0, total - step) / Math.Max(1, total - rising)),
            RateDecay.Exponential => Peak * Math.Pow(PerEpoch, step / stepsPerEpoch - rising / stepsPerEpoch),
            _ => Peak,
        };
    }
}
