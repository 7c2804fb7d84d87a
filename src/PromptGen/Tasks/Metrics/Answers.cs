namespace PromptGen.Tasks.Metrics;

/// <summary>What all metrics ask of their arguments.</summary>
internal static class Answers
{
    /// <exception cref="ArgumentException">There are no examples, or not as many answers as examples.</exception>
    public static void Check<T>(IReadOnlyList<T> answers, IReadOnlyList<T> truth)
    {
        if (answers.Count != truth.Count)
            throw new ArgumentException($"There are {answers.Count} answers for {truth.Count} labels; expected one each.", nameof(answers));
        if (truth.Count == 0) throw new ArgumentException("There are no labels; the score of no answers is not defined.", nameof(truth));
    }
}
