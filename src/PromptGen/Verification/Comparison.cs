namespace PromptGen.Verification;

/// <summary>One quantity of one variant, compared.</summary>
/// <param name="Quantity">Such as <c>hidden.2</c> or <c>grad.classifier.weight</c>.</param>
/// <param name="Error">The largest absolute difference; infinite where the shapes differ or a number is not finite.</param>
/// <param name="Tolerance">What it may be.</param>
public sealed record Comparison(string Quantity, double Error, double Tolerance)
{
    /// <summary>Whether the error is within the tolerance.</summary>
    public bool Holds => Error <= Tolerance;
}

/// <summary>One variant of one case.</summary>
/// <param name="Case">The case's folder name.</param>
/// <param name="Variant">The variant's name; empty where the case as a whole could not be run.</param>
/// <param name="Comparisons">What was compared.</param>
/// <param name="NotRun">What could not be, each with the reason.</param>
public sealed record VariantReport(string Case, string Variant, IReadOnlyList<Comparison> Comparisons, IReadOnlyList<string> NotRun)
{
    /// <summary>The <c>model_type</c> of the case's <c>config.json</c>, which chooses the encoder; null where it could not be read.</summary>
    public string? ModelType { get; init; }

    /// <summary>
    /// What was recorded and means nothing, each with the reason: trained tensors whose true gradient is zero, and trained names that the
    /// schema ignores and that have no gradient.
    /// </summary>
    public IReadOnlyList<string> Meaningless { get; init; } = [];

    /// <summary>
    /// Members of <c>meta.json</c> that are not known, so that nothing was made of them; with a case's first variant those of the case too.
    /// </summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>
    /// How many elements of trained tensors are not compared after ten steps: their first gradient is not zero, but so small beside the
    /// largest of their tensor that rounding decides it, and Adam makes a whole step of it.
    /// </summary>
    public long LeftOut { get; init; }

    /// <summary>How many elements the trained tensors have that are compared, with those left out.</summary>
    public long Trained { get; init; }

    /// <summary>Whether all that was recorded was compared and lies within its tolerance.</summary>
    public bool Holds => NotRun.Count == 0 && Comparisons.Count > 0 && Comparisons.All(c => c.Holds);
}
