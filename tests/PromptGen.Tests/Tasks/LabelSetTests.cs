using PromptGen.Tasks;
using Xunit;

namespace PromptGen.Tests.Tasks;

public sealed class LabelSetTests
{
    [Theory]
    [InlineData("10 9 -1 9", "-1 9 10")]
    [InlineData("10 9 b", "10 9 b")]
    [InlineData("b a B", "B a b")]
    [InlineData("true false", "false true")]
    public void Labels_are_ordered_by_number_or_by_code_point(string labels, string expected)
    {
        var set = LabelSet.From(Examples(labels));
        Assert.Equal(expected.Split(' '), set.Names);
        Assert.Equal(Enumerable.Range(0, set.Count), set.Names.Select(name => set.IndexOf(Examples(name)[0])));
    }

    [Fact]
    public void A_label_that_training_lacks_is_named_with_its_line()
    {
        var set = LabelSet.From(Examples("no yes"));
        var error = Assert.Throws<DataException>(() => set.IndexOf(new TextExample("a", null, "maybe", new SourceLine("dev.txt", 7))));
        Assert.Equal("dev.txt(7): the label 'maybe' is not one of the task's; expected 'no', 'yes'.", error.Message);
    }

    [Fact]
    public void Labels_that_training_lacks_are_counted_and_named_unless_they_may_stay()
    {
        var set = LabelSet.From(Examples("no yes"));
        var dev = Examples("yes maybe no perhaps maybe");
        Assert.Equal(
            "x(2): the label 'maybe' is not one of the task's; expected 'no', 'yes'. 3 examples have such labels: 'maybe' 2 from line 2, 'perhaps' 1 from line 4.",
            Assert.Throws<DataException>(() => set.IndicesOf(dev)).Message);
        Assert.Equal([1, 2, 0, 3, 2], set.IndicesOf(dev, UnseenLabels.CountedAsWrong));
        var many = Assert.Throws<DataException>(() => set.IndicesOf(Examples(string.Join(' ', Enumerable.Range(0, 12))))).Message;
        Assert.EndsWith("'9' 1 from line 10 and 2 more.", many, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_words_are_one_set_and_indexed_by_sentence()
    {
        WordExample[] sentences = [Sentence("O B-x"), Sentence("I-x")];
        var set = LabelSet.FromWords(sentences);
        Assert.Equal(["B-x", "I-x", "O"], set.Names);
        Assert.Equal([[2, 0], [1]], set.IndicesOf(sentences));
        Assert.Equal([[3, 2]], set.IndicesOf([Sentence("B-y O")], UnseenLabels.CountedAsWrong));
        Assert.Throws<DataException>(() => set.IndicesOf([Sentence("B-y O")]));
        Assert.Equal("x(1): has no labels; expected one for each word.",
            Assert.Throws<DataException>(() => set.IndicesOf([new WordExample(["a"], null, new SourceLine("x", 1))])).Message);

        static WordExample Sentence(string labels) => new([.. labels.Split(' ').Select(_ => "w")], labels.Split(' '), new SourceLine("x", 1));
    }

    [Fact]
    public void An_example_without_label_is_named_with_its_line()
    {
        var example = new TextExample("a", null, null, new SourceLine("x", 3));
        Assert.Equal("x(3): has no label; expected one.", Assert.Throws<DataException>(() => LabelSet.From([example])).Message);
        Assert.Equal("x(3): has no label; expected one.", Assert.Throws<DataException>(() => new LabelSet(["a", "b"]).IndexOf(example)).Message);
    }

    [Fact]
    public void One_label_is_nothing_to_learn()
    {
        Assert.Equal("The training examples have only the label 'a'; expected two labels or more.",
            Assert.Throws<DataException>(() => LabelSet.From(Examples("a a"))).Message);
        Assert.Equal("The training examples have no label; expected two labels or more.", Assert.Throws<DataException>(() => LabelSet.From([])).Message);
    }

    [Fact]
    public void Given_labels_keep_their_order_and_are_distinct()
    {
        Assert.Equal(["b", "a"], new LabelSet(["b", "a"]).Names);
        Assert.StartsWith("The label 'a' is there twice, as 0 and 2.", Assert.Throws<ArgumentException>(() => new LabelSet(["a", "b", "a"])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Label 1 has no name.", Assert.Throws<ArgumentException>(() => new LabelSet(["a", ""])).Message, StringComparison.Ordinal);
        Assert.StartsWith("A label set has at least one label.", Assert.Throws<ArgumentException>(() => new LabelSet([])).Message, StringComparison.Ordinal);
    }

    private static TextExample[] Examples(string labels) =>
        [.. labels.Split(' ').Select((label, i) => new TextExample("text", null, label, new SourceLine("x", i + 1)))];
}
