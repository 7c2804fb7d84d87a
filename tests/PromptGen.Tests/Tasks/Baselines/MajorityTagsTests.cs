using PromptGen.Tasks;
using PromptGen.Tasks.Baselines;

namespace PromptGen.Tests.Tasks.Baselines;

public sealed class MajorityTagsTests
{
    private static readonly MajorityTags Tags = MajorityTags.Of(
        [Sentence("Oslo/B-place is/O cold/O"), Sentence("Oslo/B-place or/O Oslo/B-product Mini/I-product"), Sentence("may/O May/B-date_time")]);

    [Fact]
    public void A_word_gets_the_label_it_has_most_often() =>
        Assert.Equal(["B-place", "I-product", "O", "B-date_time"], Tags.Predict(["Oslo", "Mini", "may", "May"]));

    [Fact]
    public void A_new_word_gets_the_most_frequent_label()
    {
        Assert.Equal(["O", "B-place"], Tags.Predict(["unheard", "Oslo"]));
        Assert.Equal("noun", MajorityTags.Of([Sentence("dogs/noun eat/verb meat/noun")]).NewWords);
    }

    [Fact]
    public void Of_equally_frequent_labels_the_first_by_code_point_is_taken() =>
        Assert.Equal(["B"], MajorityTags.Of([Sentence("x/a x/B")]).Predict(["x"]));

    [Fact]
    public void Sentences_without_labels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MajorityTags.Of([]));
        var error = Assert.Throws<DataException>(() => MajorityTags.Of([new WordExample(["x"], null, new SourceLine("words.txt", 3))]));
        Assert.Equal("words.txt(3): has no labels; expected one for each word.", error.Message);
    }

    private static WordExample Sentence(string words)
    {
        var pairs = words.Split(' ').Select(word => word.Split('/')).ToList();
        return new WordExample([.. pairs.Select(pair => pair[0])], [.. pairs.Select(pair => pair[1])], default);
    }
}
