namespace PromptGen.Training;

/// <summary>How the learning rate changes over a run: up from zero during warm-up, then linearly down to zero, or not at all.</summary>
/// <param name="Peak">The highest rate.</param>
/// <param name="WarmUp">The share of all steps spent rising; 0 in the paper's recipes.</param>
/// <param name="Decays">Whether it falls to zero (the authors' SuperGLUE recipes) or stays.</param>
public sealed record LearningRateSchedule(double Peak, double WarmUp = 0, bool Decays = true)
{
    /// <summary>The rate of one step.</summary>
    /// <param name="step">0-based.</param>
    /// <param name="total">All steps of the run.</param>
    public double At(int step, int total)
    {
        var rising = (int)Math.Round(WarmUp * total);
        if (step < rising) return Peak * step / rising;
        // The share first: a product that is divided again can end one bit above the peak.
        return Decays ? Peak * ((double)Math.Max(0, total - step) / Math.Max(1, total - rising)) : Peak;
    }
}
