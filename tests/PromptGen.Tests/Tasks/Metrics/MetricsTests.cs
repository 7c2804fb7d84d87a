using PromptGen.Tasks.Metrics;
using Xunit;

namespace PromptGen.Tests.Tasks.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void Accuracy_is_the_share_of_right_answers()
    {
        var accuracy = Accuracy.Of([0, 1, 2, 1], [0, 1, 1, 1]);
        Assert.Equal(new Accuracy(3, 4), accuracy);
        Assert.Equal(0.75, accuracy.Share);
    }

    [Fact]
    public void Accuracy_needs_an_answer_for_each_label()
    {
        Assert.StartsWith("There are 1 answers for 2 labels", Assert.Throws<ArgumentException>(() => Accuracy.Of([0], [0, 1])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are no labels", Assert.Throws<ArgumentException>(() => Accuracy.Of([], [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 2, 1, 2, 0 }, 2, 0.5)]
    [InlineData(new[] { 1, 0, 0, 1 }, 0, 0.5)]
    [InlineData(new[] { 3 }, 3, 1.0)]
    public void The_majority_is_the_most_frequent_label_of_training(int[] training, int label, double share) =>
        Assert.Equal(new MajorityBaseline(label, share), MajorityBaseline.Of(training));

    [Fact]
    public void The_majority_of_training_is_what_is_answered_elsewhere() =>
        Assert.Equal(new Accuracy(1, 3), MajorityBaseline.Of([1, 1, 0]).On([0, 1, 0]));

    [Fact]
    public void No_labels_have_no_majority() => Assert.Throws<ArgumentException>(() => MajorityBaseline.Of([]));
}
