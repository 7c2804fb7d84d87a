using PromptGen.Predictions;

namespace PromptGen.Cli.Tasks;

/// <summary>Labeled examples and what a model answered to them.</summary>
/// <param name="Labels">The names of the head's outputs.</param>
/// <param name="Examples">The examples.</param>
/// <param name="Answers">One for each.</param>
/// <param name="Truth">What is right: one for each.</param>
/// <param name="Outputs">What the model said of each row; of a task with one row for each example, in their order.</param>
internal sealed record Measured<TExample, TAnswer>(
    IReadOnlyList<string> Labels, IReadOnlyList<TExample> Examples, IReadOnlyList<TAnswer> Answers, IReadOnlyList<TAnswer> Truth, IReadOnlyList<Answer> Outputs)
{
    /// <summary>As many wrong answers as a report is worth reading for.</summary>
    private const int MostErrors = 30;

    /// <summary>The examples that were answered wrong, the worst first.</summary>
    /// <param name="isWrong">Whether the example of an index is.</param>
    /// <param name="badness">How bad it is; of equals the earlier goes first.</param>
    public IEnumerable<int> Worst(Func<int, bool> isWrong, Func<int, double> badness) =>
        Enumerable.Range(0, Examples.Count).Where(isWrong).OrderByDescending(badness).Take(MostErrors);
}
