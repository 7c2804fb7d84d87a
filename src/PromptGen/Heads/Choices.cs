using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>Rows that are choices of questions.</summary>
internal static class Choices
{
    /// <summary>The scores of rows, by question.</summary>
    /// <param name="scores">[B · K]</param>
    /// <param name="count">K</param>
    /// <returns>[B, K]</returns>
    public static Tensor OfRows(Tensor scores, int count) => scores.shape[0] % count == 0
        ? scores.view(-1, count)
        : throw new ArgumentException($"A batch of questions with {count} choices each has {count} rows for every question, not {scores.shape[0]} in all.", nameof(scores));
}
