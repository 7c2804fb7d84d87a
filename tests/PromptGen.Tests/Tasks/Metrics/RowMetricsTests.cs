using PromptGen.Tasks.Metrics;

namespace PromptGen.Tests.Tasks.Metrics;

public sealed class RowMetricsTests
{
    [Theory]
    [InlineData("accuracy", 4.0 / 6)]
    [InlineData("f1", 2.0 / 4)]
    [InlineData("f1-macro", (2.0 / 4 + 6.0 / 8) / 2)]
    [InlineData("f1-micro", 4.0 / 6)]
    [InlineData("accuracy-f1-macro", (4.0 / 6 + (2.0 / 4 + 6.0 / 8) / 2) / 2)]
    [InlineData("matthews", 0.25)]
    public void A_name_gives_its_metric(string name, double expected)
    {
        // Of label 1: 2 answered, 2 there, 1 found; of label 0: 4, 4, 3. Matthews: (3·1 − 1·1) / √(2·2·4·4).
        var metric = RowMetrics.ForLabels(name, 2);
        Assert.Equal(name, metric.Name);
        Assert.Equal(expected, metric.Score([1, 1, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0]), 15);
        Assert.Throws<ArgumentException>(() => metric.Score([], []));
        Assert.Throws<ArgumentException>(() => metric.Score([0], [0, 1]));
    }

    [Fact]
    public void Every_metric_is_1_and_every_error_0_where_all_is_right_and_each_has_another_name()
    {
        Assert.All(RowMetrics.LabelNames, name => Assert.Equal(1, RowMetrics.ForLabels(name, 2).Score([0, 1, 1], [0, 1, 1]), 15));
        Assert.All(RowMetrics.ValueNames, name => Assert.Equal(RowMetrics.ForValues(name).IsError ? 0 : 1, RowMetrics.ForValues(name).Score([0, 1, 3], [0, 1, 3]), 15));
        Assert.Distinct(RowMetrics.LabelNames.Concat(RowMetrics.ValueNames));
        Assert.Equal("accuracy", RowMetrics.Usual.Name);
    }

    [Fact]
    public void A_name_that_is_none_or_does_not_fit_is_said()
    {
        Assert.StartsWith("There is no metric 'bleu'; expected accuracy, f1, f1-macro, f1-micro, accuracy-f1-macro, matthews.",
            Assert.Throws<ArgumentException>(() => RowMetrics.ForLabels("bleu", 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The metric 'f1' is of the second of two labels, and there are 3; expected f1-macro or f1-micro.",
            Assert.Throws<ArgumentException>(() => RowMetrics.ForLabels("f1", 3)).Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no metric 'accuracy'; expected pearson, spearman, mean-squared-error.",
            Assert.Throws<ArgumentException>(() => RowMetrics.ForValues("accuracy")).Message, StringComparison.Ordinal);
    }
}
