namespace PromptGen.Attention;

/// <summary>The terms that distances between tokens add to attention scores (DeBERTa, section 3.1; Huang et al. 2020, section 3).</summary>
[Flags]
public enum RelativeScores
{
    /// <summary>The query's content and the distance: <c>c2p</c>.</summary>
    ContentToPosition = 1,

    /// <summary>The key's content and the distance: <c>p2c</c>.</summary>
    PositionToContent = 2,
}
