using PromptGen.Tasks.Metrics;

namespace PromptGen.Tests.Tasks.Metrics;

public sealed class CorrelationTests
{
    [Fact]
    public void Matthews_of_two_labels_is_by_the_four_counts()
    {
        // TP 2, TN 3, FP 1, FN 1: (2·3 − 1·1) / √(3·3·4·4) = 5/12.
        Assert.Equal(5.0 / 12, Correlation.Matthews([1, 1, 1, 0, 0, 0, 0], [1, 1, 0, 1, 0, 0, 0]), 15);
        // scikit-learn's own example in the documentation of matthews_corrcoef, in numbers 0 and 1.
        Assert.Equal(-1.0 / 3, Correlation.Matthews([1, 0, 1, 1], [1, 1, 1, 0]), 15);
        Assert.Equal(1, Correlation.Matthews([1, 0], [1, 0]));
        Assert.Equal(-1, Correlation.Matthews([1, 0], [0, 1]));
    }

    [Fact]
    public void Matthews_of_three_labels_is_Gorodkins()
    {
        // 5 of 6 right; answered 3, 2, 1 times, there 2, 2, 2 times: (5·6 − (6+4+2)) / √((36−14)·(36−12)).
        Assert.Equal(18 / Math.Sqrt(22 * 24), Correlation.Matthews([0, 0, 0, 1, 1, 2], [0, 0, 2, 1, 1, 2]), 15);
    }

    [Theory]
    [InlineData(new[] { 1, 1, 1 }, new[] { 1, 0, 1 })]
    [InlineData(new[] { 1, 0, 1 }, new[] { 1, 1, 1 })]
    [InlineData(new[] { 0, 0 }, new[] { 0, 0 })]
    [InlineData(new[] { 0 }, new[] { 1 })]
    public void Matthews_is_0_where_all_are_the_same(int[] answers, int[] labels) => Assert.Equal(0, Correlation.Matthews(answers, labels));

    [Fact]
    public void Pearson_is_the_covariance_over_the_deviations()
    {
        // Deviations −2 −1 0 1 2 and −1.2 0.8 −2.2 1.8 0.8: products 5, squares 10 and 10.8.
        Assert.Equal(5 / Math.Sqrt(10 * 10.8), Correlation.Pearson([1, 2, 3, 4, 5], [2, 4, 1, 5, 4]), 14);
        Assert.Equal(1, Correlation.Pearson([1, 2, 3], [0.1, 0.2, 0.3]), 15);
        Assert.Equal(-1, Correlation.Pearson([1, 2], [5, -5]), 15);
    }

    [Fact]
    public void Spearman_is_of_ranks_and_equal_numbers_share_theirs()
    {
        Assert.Equal(1, Correlation.Spearman([1, 2, 3], [1, 10, 10_000]), 15);
        // Ranks 1 2.5 2.5 4 and 1 3 2 4: deviations −1.5 0 0 1.5 and −1.5 0.5 −0.5 1.5; 4.5 / √(4.5·5).
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), Correlation.Spearman([1, 7, 7, 9], [0, 6, 5, 8]), 15);
        // Ranks 2 2 2 4 and 4 3 2 1: deviations −½ −½ −½ 1½ and 1½ ½ −½ −1½; −3 / √(3·5).
        Assert.Equal(-3 / Math.Sqrt(3 * 5), Correlation.Spearman([0, 0, 0, 1], [4, 3, 2, 1]), 15);
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.1, 0.1 }, new[] { 1.0, 2, 3 })]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 0.1, 0.1, 0.1 })]
    [InlineData(new[] { 1.0 }, new[] { 1.0 })]
    [InlineData(new[] { 1.0, double.NaN }, new[] { 1.0, 2 })]
    public void Pearson_and_Spearman_are_not_defined_where_all_are_the_same(double[] answers, double[] values)
    {
        Assert.Equal(double.NaN, Correlation.Pearson(answers, values));
        Assert.Equal(double.NaN, Correlation.Spearman(answers, values));
    }

    [Fact]
    public void Nothing_has_no_correlation()
    {
        Assert.Throws<ArgumentException>(() => Correlation.Matthews([], []));
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([], []));
        Assert.Throws<ArgumentException>(() => Correlation.Spearman([1], [1, 2]));
    }
}
