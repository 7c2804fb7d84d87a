using System.ComponentModel.DataAnnotations;

namespace PromptGen.Prefixes;

/// <summary>How the numbers of a prefix come about while it is trained.</summary>
public enum Reparameterization
{
    /// <summary>They are the parameters.</summary>
    None,

    /// <summary>A small MLP makes them from an embedding (P-Tuning v2, reparameterization); it is collapsed after training.</summary>
    Mlp,
}

/// <summary>What becomes of the embeddings of padding behind a prefix, in an encoder that zeroes them (DeBERTa).</summary>
public enum PaddingEmbeddings
{
    /// <summary>They are zero, as without a prefix (Hugging Face; the authors' prefix over DeBERTa v1).</summary>
    Zeroed,

    /// <summary>
    /// They stay as they are: the authors' prefix over DeBERTa v2 (<c>DebertaV2PrefixForTokenClassification</c>) masks them with ones. Where there is
    /// a convolution, padding then reaches the tokens. Only for comparing with their numbers.
    /// </summary>
    Kept,
}

/// <summary>The choices of a prefix. Defaults are the reference's (<c>PrefixEncoder</c>, <c>arguments.py</c>).</summary>
public sealed record PrefixOptions
{
    /// <summary>P, the slots in every prompted layer.</summary>
    [Range(1, int.MaxValue)]
    public int Length { get; init; } = 4;

    /// <summary>Which layers are prompted.</summary>
    public PrefixDepth Depth { get; init; } = PrefixDepth.All;

    /// <summary>Whether an MLP makes the prefix.</summary>
    public Reparameterization Reparameterization { get; init; } = Reparameterization.None;

    /// <summary>The inner width of that MLP.</summary>
    [Range(1, int.MaxValue)]
    public int ReparameterizationSize { get; init; } = 512;

    /// <summary>Rate of dropout on the prefix, drawn for every row; null: the encoder's rate for hidden states.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Dropout { get; init; }

    /// <summary>What becomes of the embeddings of padding, in an encoder that zeroes them.</summary>
    public PaddingEmbeddings Padding { get; init; } = PaddingEmbeddings.Zeroed;
}
