namespace PromptGen.Tasks.Baselines;

/// <summary>What a <see cref="BagOfWords"/> looks at, and how far it may trust it.</summary>
public sealed record BagOfWordsOptions
{
    /// <summary>Whether pairs of neighboring words are features beside single words.</summary>
    public bool Bigrams { get; init; }

    /// <summary>How much the examples weigh against the penalty on large weights, more than 0: C of scikit-learn's <c>LogisticRegression</c>.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>What <see cref="BagOfWords.Tuned"/> tries: with bigrams and without, each at strengths from 0.1 to 100.</summary>
    public static IReadOnlyList<BagOfWordsOptions> Grid { get; } =
        [.. new[] { 0.1, 1, 10, 100 }.SelectMany(strength => new[] { false, true }.Select(bigrams => new BagOfWordsOptions { Bigrams = bigrams, Strength = strength }))];
}
