namespace PromptGen.Verification;

/// <summary>How far a float32 computation may lie from a recorded one. They stand 3 to 15 times above the rounding that was measured between float32 and float64.</summary>
internal static class Tolerances
{
    /// <summary>Hidden states, logits, losses, gradients; absolute.</summary>
    public const double Values = 2e-5;

    /// <summary>Losses along ten optimizer steps; absolute.</summary>
    public const double TrajectoryLosses = 1e-5;

    /// <summary>The norm of all gradients together, along ten optimizer steps; absolute.</summary>
    public const double GradientNorms = 1e-5;

    /// <summary>Parameters after ten steps; absolute.</summary>
    public const double TrainedParameters = 5e-4;

    /// <summary>
    /// A tensor whose recorded gradient nowhere exceeds this has a true gradient of zero: what Adam makes of its rounding noise has no meaning.
    /// </summary>
    public const double ZeroGradient = 1e-6;

    /// <summary>
    /// An element whose first gradient is at most this share of the largest in its tensor, and not zero, is left out after ten steps: one
    /// binary gives values that differ by 7e-4 there between processors with AVX2 and with AVX-512.
    /// </summary>
    public const double SmallGradient = 1e-5;

    /// <summary>The largest share of a variant's trained elements that may be left out so.</summary>
    public const double LeftOutShare = 0.05;
}
