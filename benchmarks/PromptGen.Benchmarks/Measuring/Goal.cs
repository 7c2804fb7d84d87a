namespace PromptGen.Benchmarks.Measuring;

/// <summary>What a contestant is to stay within.</summary>
/// <param name="Most">The most that is good.</param>
/// <param name="Of">Of what.</param>
internal sealed record Goal(double Most, Figure Of)
{
    /// <summary>A ratio of CPU time to the first contestant's.</summary>
    public static Goal Ratio(double most) => new(most, Figure.Ratio);

    /// <summary>A time on the clock.</summary>
    public static Goal Milliseconds(double most) => new(most, Figure.Milliseconds);
}

/// <summary>Figures that goals are set for.</summary>
internal enum Figure
{
    /// <summary>CPU time divided by the first contestant's.</summary>
    Ratio,

    /// <summary>Time on the clock.</summary>
    Milliseconds,
}
