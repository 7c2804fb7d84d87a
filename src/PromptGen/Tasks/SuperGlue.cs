namespace PromptGen.Tasks;

/// <summary>
/// SuperGLUE's tasks of a sentence or a pair (Wang et al., 2019), as their own JSON lines and the hub's Parquet hold them: keys as published, pairs in the
/// order of P-tuning v2's code (<c>tasks/superglue/dataset.py</c>), <c>idx</c> kept, a label where the split has one.
/// </summary>
public static class SuperGlue
{
    /// <summary>Recognizing textual entailment: <c>entailment</c> or <c>not_entailment</c>; measured by accuracy.</summary>
    public static TextColumns Rte { get; } = new("premise", "hypothesis");

    /// <summary>CommitmentBank: <c>contradiction</c>, <c>entailment</c> or <c>neutral</c>; measured by accuracy and macro F1.</summary>
    public static TextColumns Cb { get; } = new("premise", "hypothesis");

    /// <summary>Questions on a passage, the question first: <c>true</c> or <c>false</c>; measured by accuracy.</summary>
    public static TextColumns BoolQ { get; } = new("question", "passage");

    /// <summary>Words in context: whether a word means the same in two sentences, <c>true</c> or <c>false</c>; measured by accuracy.</summary>
    /// <param name="template">What becomes of the word.</param>
    public static TextColumns Wic(WicTemplate template) => new WicColumns(template);
}
