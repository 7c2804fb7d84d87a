using PromptGen.Tasks.Metrics;

namespace PromptGen.Tests.Tasks.Metrics;

/// <summary>By hand from the definitions of scikit-learn's <c>f1_score</c>.</summary>
public sealed class F1Tests
{
    [Fact]
    public void Binary_is_of_one_label()
    {
        // Label 1: answered 4 times, there 3 times, 2 of them found: precision 2/4, recall 2/3, F1 4/7.
        int[] answers = [1, 1, 1, 1, 0, 0], labels = [1, 1, 0, 0, 1, 0];
        Assert.Equal(4.0 / 7, F1.Binary(answers, labels), 15);
        // Label 0: answered 2 times, there 3 times, 1 found.
        Assert.Equal(2.0 / 5, F1.Binary(answers, labels, positive: 0), 15);
    }

    [Theory]
    [InlineData(new[] { 0, 0 }, new[] { 0, 0 })] // neither there nor answered
    [InlineData(new[] { 0, 0 }, new[] { 0, 1 })] // there, never answered
    [InlineData(new[] { 1, 0 }, new[] { 0, 0 })] // answered, never there
    public void Without_positives_it_is_0(int[] answers, int[] labels) => Assert.Equal(0, F1.Binary(answers, labels));

    [Fact]
    public void Macro_is_the_mean_over_labels()
    {
        // Of 0: answered 3 times, there 2 times, 2 found; of 1: 2, 4, 2; of 2: 2, 1, 1.
        Assert.Equal((4.0 / 5 + 4.0 / 6 + 2.0 / 3) / 3, F1.Macro([0, 0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 1, 2, 1]), 15);
    }

    [Fact]
    public void Macro_leaves_out_labels_that_do_not_occur_and_counts_those_only_answered()
    {
        Assert.Equal(1, F1.Macro([2, 2], [2, 2]));
        // Label 0: 2·1/(1+2); label 5 was answered once for nothing: 0.
        Assert.Equal((2.0 / 3 + 0) / 2, F1.Macro([0, 5], [0, 0]), 15);
        // One label is always answered: CB's majority.
        Assert.Equal((2.0 * 2 / 6 + 0 + 0) / 3, F1.Macro([0, 0, 0, 0], [0, 0, 1, 2]), 15);
    }

    [Fact]
    public void Micro_is_the_accuracy() => Assert.Equal(0.75, F1.Micro([0, 1, 2, 1], [0, 1, 1, 1]));

    [Fact]
    public void A_score_of_nothing_is_0()
    {
        Assert.Equal((0.0, 0.0, 0.0), (new FScore(0, 0, 0).Precision, new FScore(0, 0, 0).Recall, new FScore(0, 0, 0).F1));
        var score = new FScore(1, 2, 4);
        Assert.Equal((0.5, 0.25, 1.0 / 3), (score.Precision, score.Recall, score.F1));
    }
}
