using PromptGen.Tasks;
using PromptGen.Tasks.Entities;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Tests.Tasks.Metrics;

public sealed class EntityF1Tests
{
    /// <summary>The example of seqeval's documentation: one of two entities found, at other words than it is.</summary>
    private static readonly string[][] Truth = Sentences("O O O B-MISC I-MISC I-MISC O", "B-PER I-PER O");
    private static readonly string[][] Answers = Sentences("O O B-MISC I-MISC I-MISC I-MISC O", "B-PER I-PER O");

    [Fact]
    public void Only_whole_entities_count()
    {
        var score = EntityF1.Lenient(Answers, Truth);
        Assert.Equal(new FScore(1, 2, 2), score.All);
        Assert.Equal(0.5, score.All.F1);
        Assert.Equal(new FScore(0, 1, 1), score.ByType["MISC"]);
        Assert.Equal(new FScore(1, 1, 1), score.ByType["PER"]);
        Assert.Equal(score.All, EntityF1.Strict(Answers, Truth, new TagConvention(TagScheme.Iob2)).All);
    }

    [Fact]
    public void What_begins_with_I_is_an_entity_by_default_and_none_strictly()
    {
        var truth = Sentences("B-NP I-NP O");
        var answers = Sentences("I-NP I-NP O");
        Assert.Equal(1, EntityF1.Lenient(answers, truth).All.F1);
        Assert.Equal(new FScore(0, 0, 1), EntityF1.Strict(answers, truth, new TagConvention(TagScheme.Iob2)).All);
    }

    [Fact]
    public void A_wrong_type_is_wrong_in_both_types()
    {
        var score = EntityF1.Lenient(Sentences("B-x O B-y"), Sentences("B-x O B-z"));
        Assert.Equal(["x", "y", "z"], score.ByType.Keys);
        Assert.Equal((new FScore(0, 1, 0), new FScore(0, 0, 1)), (score.ByType["y"], score.ByType["z"]));
        Assert.Equal(0.5, score.All.F1);
    }

    [Fact]
    public void The_same_words_of_another_sentence_do_not_count() =>
        Assert.Equal(new FScore(0, 1, 1), EntityF1.Lenient(Sentences("O", "B-x"), Sentences("B-x", "O")).All);

    [Fact]
    public void Without_entities_it_is_0()
    {
        Assert.Equal(0, EntityF1.Lenient(Sentences("O O"), Sentences("O O")).All.F1);
        Assert.Empty(EntityF1.Lenient(Sentences("O O"), Sentences("O O")).ByType);
    }

    [Fact]
    public void It_is_a_metric_of_either_kind()
    {
        var lenient = EntityF1.Metric(new TagConvention(TagScheme.Iob2), strict: false);
        var strict = EntityF1.Metric(new TagConvention(TagScheme.Iob2), strict: true);
        Assert.Equal(("entity-f1", 1.0), (lenient.Name, lenient.Score(Sentences("I-x O"), Sentences("B-x O"))));
        Assert.Equal(("entity-f1-strict", 0.0), (strict.Name, strict.Score(Sentences("I-x O"), Sentences("B-x O"))));
        Assert.Equal(1, EntityF1.Metric(new TagConvention(TagScheme.Iob2, Suffix: true), strict: false).Score(Sentences("x-I O"), Sentences("x-B O")));
    }

    [Fact]
    public void Answers_must_be_as_many_as_sentences_and_words()
    {
        Assert.Throws<ArgumentException>(() => EntityF1.Lenient([], []));
        Assert.Throws<ArgumentException>(() => EntityF1.Lenient(Sentences("O"), Sentences("O", "O")));
        Assert.StartsWith("Sentence 1 has 1 answers for 2 words; expected one each.",
            Assert.Throws<ArgumentException>(() => EntityF1.Lenient(Sentences("O", "O"), Sentences("O", "O O"))).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => EntityF1.Lenient(Sentences("X-a"), Sentences("O")));
    }

    private static string[][] Sentences(params string[] sentences) => [.. sentences.Select(labels => labels.Split(' '))];
}
