using PromptGen.Tasks;
using PromptGen.Tasks.Baselines;
using PromptGen.Tasks.Metrics;

namespace PromptGen.Tests.Tasks.Baselines;

public sealed class BagOfWordsTests
{
    private static readonly TextExample[] Fruit = Texts("a red apple", "green apples, red apple", "yellow banana", "a banana, and a banana");
    private static readonly int[] Kinds = [0, 0, 1, 1];

    [Fact]
    public void Words_tell_the_label_whatever_their_order_case_and_punctuation()
    {
        var bag = BagOfWords.Of(Fruit, Kinds);
        Assert.Equal([0, 0, 1, 1], Texts("APPLE!", "Green", "(BANANA)", "yellow unheard-of").Select(bag.Predict));
        Assert.Equal(new Accuracy(3, 4), bag.On(Fruit, [0, 0, 1, 0]));
    }

    [Fact]
    public void A_text_of_new_words_gets_the_most_frequent_label() =>
        Assert.Equal(2, BagOfWords.Of(Texts("x", "y", "z", "u"), [0, 1, 2, 2]).Predict(Text("unheard of")));

    [Fact]
    public void Only_bigrams_know_the_order()
    {
        var texts = Texts("refund no exchange", "exchange no refund");
        var words = BagOfWords.Of(texts, [0, 1], new BagOfWordsOptions { Strength = 100 });
        Assert.Equal(words.Predict(texts[0]), words.Predict(texts[1]));
        Assert.Equal(2, BagOfWords.Of(texts, [0, 1], new BagOfWordsOptions { Strength = 100, Bigrams = true }).On(texts, [0, 1]).Correct);
        Assert.Equal((3, 7), (words.VocabularySize, BagOfWords.Of(texts, [0, 1], new BagOfWordsOptions { Bigrams = true }).VocabularySize));
    }

    [Fact]
    public void Words_of_the_second_text_are_others()
    {
        TextExample[] pairs = [Pair("rain", "sun"), Pair("sun", "rain")];
        Assert.Equal(2, BagOfWords.Of(pairs, [0, 1]).On(pairs, [0, 1]).Correct);
    }

    [Fact]
    public void What_answers_most_dev_examples_right_is_kept()
    {
        var texts = Texts("refund no exchange", "exchange no refund");
        Assert.True(BagOfWords.Tuned(texts, [0, 1], texts, [0, 1]).Options.Bigrams);
        Assert.Equal(BagOfWordsOptions.Grid[0], BagOfWords.Tuned(Fruit, Kinds, Texts("banana"), [5]).Options);
    }

    [Theory]
    [InlineData("no examples")]
    [InlineData("3 labels for 4 examples", 0, 1, 0)]
    [InlineData("the index -1", 0, -1, 0, 0)]
    public void Unequal_numbers_and_unknown_labels_are_refused(string message, params int[] labels) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => BagOfWords.Of(labels.Length == 0 ? [] : Fruit, labels)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_strength_is_a_number_above_0(double strength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BagOfWords.Of(Fruit, Kinds, new BagOfWordsOptions { Strength = strength }));

    private static TextExample[] Texts(params string[] texts) => [.. texts.Select(Text)];

    private static TextExample Text(string text) => new(text, null, null, default);

    private static TextExample Pair(string first, string second) => new(first, second, null, default);
}
