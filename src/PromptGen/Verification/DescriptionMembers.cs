namespace PromptGen.Verification;

/// <summary>The members of <c>meta.json</c> that mean something. The page beside this file says what.</summary>
internal static class DescriptionMembers
{
    /// <summary>What a case as a whole has beside its variants.</summary>
    public static readonly IReadOnlyList<string> OfCase =
    [
        "task", "num_labels", "prefix_layers",
        "family", "case", "pre_seq_len", "prefix_hidden_size", "seed", "definition", "hf_version", "source", "note", "tied",
    ];

    /// <summary>What a variant has beside its runs: what it was, a result, and what people read.</summary>
    public static readonly IReadOnlyList<string> OfVariant = ["class", "trainable", Loss, "fp32_vs_fp64_maxabs", "note"];

    /// <summary>The results of a run of ten steps.</summary>
    public static readonly IReadOnlyList<string> OfRun = ["loss_before", "loss_after_on_batch0", "grad_norm"];

    /// <summary>The one result that a variant has beside its runs.</summary>
    public const string Loss = "loss";
}
