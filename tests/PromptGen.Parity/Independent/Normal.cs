namespace PromptGen.Parity.Independent;

/// <summary>Draws from N(0, 1), the same numbers for the same name in every run.</summary>
internal sealed class Normal(string name)
{
    // string.GetHashCode changes from run to run.
    private readonly Random random = new(name.Aggregate(17, (seed, letter) => unchecked(seed * 31 + letter)));

    /// <summary>By Box and Muller.</summary>
    public double Next() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
