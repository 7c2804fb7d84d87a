using PromptGen.Attention;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Attention;

/// <summary>Scores of distances, computed in blocks of tokens and read through strided views.</summary>
public sealed class RelativeScoresTests
{
    private const int Batch = 2, Heads = 3, Size = 4, Farthest = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(13)]
    public void Each_pair_of_tokens_is_scored_by_its_distance(int tokens)
    {
        using var scope = NewDisposeScope();
        var relative = RelativePositions.Of(randn(2 * Farthest, Heads * Size), tokens, Farthest);
        var distances = HeadAxis.SplitRows(relative.Vectors, Heads); // [N, R, D]
        var x = randn(Batch, Heads, tokens, Size);

        var rows = RelativePositions.Rows(tokens, Farthest, buckets: 0);
        var between = tensor([.. from query in Enumerable.Range(0, tokens) from key in Enumerable.Range(0, tokens)
                                 select rows[query - key + tokens - 1] - rows[0]]);
        var gathered = distances.index_select(1, between).view(1, Heads, tokens, tokens, Size); // [1, N, T, T, D]
        Same((x.unsqueeze(3) * gathered).sum(-1), relative.QueriesAgainst(distances, x));
        Same((x.unsqueeze(2) * gathered).sum(-1), relative.KeysAgainst(distances, x));
    }

    [Fact]
    public void Attention_leaves_its_result_to_the_caller_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        var relative = RelativePositions.Of(randn(2 * Farthest, Heads * Size), tokens: 5, Farthest);
        var distances = HeadAxis.SplitRows(relative.Vectors, Heads);
        var mask = AttentionMask.BetweenTokens(ones(Batch, 5, ScalarType.Int64));
        mask.For(prefix: null, ScalarType.Float32);
        var x = randn(Batch, Heads, 5, Size);

        var before = scope.DisposablesCount;
        using var y = DisentangledAttention.Attend(x, x, x, distances, distances, relative, prefix: null, mask, dropout: 0);
        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().item<float>() < 1e-5f);
    }
}
