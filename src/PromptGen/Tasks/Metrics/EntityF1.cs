using PromptGen.Tasks.Entities;

namespace PromptGen.Tasks.Metrics;

/// <summary>
/// Entities found: right only with the same type, the same first and the same last word, counted over all sentences (micro average), as seqeval's
/// <c>f1_score</c>. Words outside of entities count for nothing; where nothing is there and nothing found it is 0.
/// </summary>
/// <param name="All">Over all types.</param>
/// <param name="ByType">Of each type that is there or was answered, by name.</param>
public sealed record EntityF1(FScore All, IReadOnlyDictionary<string, FScore> ByType)
{
    /// <summary>Counts entities, read by seqeval's default rules.</summary>
    /// <param name="answers">The labels given to the words of each sentence.</param>
    /// <param name="truth">Their true labels.</param>
    /// <param name="suffix">Whether the letter is at the end of a label.</param>
    /// <exception cref="ArgumentException">There are no sentences, or not as many answers as words.</exception>
    /// <exception cref="DataException">A label spells no entity.</exception>
    public static EntityF1 Lenient(IReadOnlyList<IReadOnlyList<string>> answers, IReadOnlyList<IReadOnlyList<string>> truth, bool suffix = false) =>
        Of(answers, truth, labels => EntityReader.Lenient(labels, suffix));

    /// <summary>Counts entities, read by a scheme's own rules.</summary>
    /// <param name="answers">The labels given to the words of each sentence.</param>
    /// <param name="truth">Their true labels.</param>
    /// <param name="convention">IOB2 or IOBES.</param>
    /// <exception cref="ArgumentException">There are no sentences, or not as many answers as words, or the scheme is another.</exception>
    /// <exception cref="DataException">A label is not of the scheme.</exception>
    public static EntityF1 Strict(IReadOnlyList<IReadOnlyList<string>> answers, IReadOnlyList<IReadOnlyList<string>> truth, TagConvention convention) =>
        Of(answers, truth, labels => EntityReader.Strict(labels, convention));

    /// <summary>The micro F1 as a metric: <c>entity-f1</c> by seqeval's default rules, <c>entity-f1-strict</c> by the scheme's own.</summary>
    /// <param name="convention">Which letters, and where.</param>
    /// <param name="strict">By the scheme's own rules.</param>
    public static IMetric<IReadOnlyList<string>> Metric(TagConvention convention, bool strict) => strict
        ? new NamedMetric<IReadOnlyList<string>>("entity-f1-strict", (answers, truth) => Strict(answers, truth, convention).All.F1)
        : new NamedMetric<IReadOnlyList<string>>("entity-f1", (answers, truth) => Lenient(answers, truth, convention.Suffix).All.F1);

    /// <summary>How many words have the right label, over all sentences.</summary>
    /// <param name="answers">The labels given to the words of each sentence.</param>
    /// <param name="truth">Their true labels.</param>
    /// <exception cref="ArgumentException">There are no sentences, or not as many answers as words.</exception>
    public static Accuracy WordAccuracy(IReadOnlyList<IReadOnlyList<string>> answers, IReadOnlyList<IReadOnlyList<string>> truth)
    {
        Answers.Check(answers, truth);
        for (var i = 0; i < truth.Count; i++) Check(answers, truth, i);
        var right = answers.SelectMany(labels => labels).Zip(truth.SelectMany(labels => labels)).Count(word => word.First == word.Second);
        return new Accuracy(right, truth.Sum(labels => labels.Count));
    }

    private static EntityF1 Of(
        IReadOnlyList<IReadOnlyList<string>> answers, IReadOnlyList<IReadOnlyList<string>> truth, Func<IReadOnlyList<string>, IReadOnlyList<EntitySpan>> read)
    {
        Answers.Check(answers, truth);
        var (found, existing) = (new List<(int Sentence, EntitySpan Entity)>(), new HashSet<(int Sentence, EntitySpan Entity)>());
        for (var i = 0; i < truth.Count; i++)
        {
            Check(answers, truth, i);
            var sentence = i;
            found.AddRange(read(answers[i]).Select(entity => (sentence, entity)));
            existing.UnionWith(read(truth[i]).Select(entity => (sentence, entity)));
        }
        FScore Score(Func<(int Sentence, EntitySpan Entity), bool> counts) =>
            new(found.Count(entity => counts(entity) && existing.Contains(entity)), found.Count(counts), existing.Count(counts));
        return new EntityF1(Score(_ => true), found.Concat(existing).Select(entity => entity.Entity.Type).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToDictionary(type => type, type => Score(entity => entity.Entity.Type == type), StringComparer.Ordinal));
    }

    private static void Check(IReadOnlyList<IReadOnlyList<string>> answers, IReadOnlyList<IReadOnlyList<string>> truth, int sentence)
    {
        if (answers[sentence].Count != truth[sentence].Count)
            throw new ArgumentException($"Sentence {sentence} has {answers[sentence].Count} answers for {truth[sentence].Count} words; expected one each.", nameof(answers));
    }
}
