namespace PromptGen.Prefixes;

/// <summary>How the numbers of a prefix come about while it is trained.</summary>
public enum Reparameterization
{
    /// <summary>They are the parameters.</summary>
    None,

    /// <summary>A small MLP makes them from an embedding (P-Tuning v2, reparameterization); it is collapsed after training.</summary>
    Mlp,
}

/// <summary>The choices of a prefix. Defaults are the reference's (<c>PrefixEncoder</c>, <c>arguments.py</c>).</summary>
public sealed record PrefixOptions
{
    /// <summary>P, the slots in every prompted layer.</summary>
    public int Length { get; init; } = 4;

    /// <summary>Which layers are prompted.</summary>
    public PrefixDepth Depth { get; init; } = PrefixDepth.All;

    /// <summary>Whether an MLP makes the prefix.</summary>
    public Reparameterization Reparameterization { get; init; } = Reparameterization.None;

    /// <summary>The inner width of that MLP.</summary>
    public int ReparameterizationSize { get; init; } = 512;

    /// <summary>Rate of dropout on the prefix, drawn for every row; null: the encoder's rate for hidden states.</summary>
    public double? Dropout { get; init; }
}
