using PromptGen.Attention;
using PromptGen.Prefixes;
using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Attention;

/// <summary>Rotations number by number, and the edges of windows.</summary>
public class RotaryPositionsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pair_is_turned_by_its_angle(bool neighbors)
    {
        using var scope = NewDisposeScope();
        const int headSize = 6;
        const double @base = 20;
        var positions = tensor(new long[] { 3, 4, 7, 0 }, [2, 2]);
        var x = randn([2, 3, 2, headSize], ScalarType.Float64);
        var rotary = neighbors ? RotaryPositions.Neighbors(positions, headSize, @base) : RotaryPositions.Halves(positions, headSize, @base);
        var turned = rotary.Rotate(x);

        Assert.Equal(x.shape, turned.shape);
        for (var b = 0; b < 2; b++)
        for (var n = 0; n < 3; n++)
        for (var t = 0; t < 2; t++)
        for (var i = 0; i < headSize / 2; i++)
        {
            var (first, second) = neighbors ? (2 * i, 2 * i + 1) : (i, i + headSize / 2);
            var angle = positions[b, t].item<long>() / Math.Pow(@base, 2.0 * i / headSize);
            double a = x[b, n, t, first].item<double>(), c = x[b, n, t, second].item<double>();
            Assert.Equal(a * Math.Cos(angle) - c * Math.Sin(angle), turned[b, n, t, first].item<double>(), 1e-12);
            Assert.Equal(c * Math.Cos(angle) + a * Math.Sin(angle), turned[b, n, t, second].item<double>(), 1e-12);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scores_depend_on_the_distance_alone(bool neighbors)
    {
        using var scope = NewDisposeScope();
        Tensor Scores(long offset)
        {
            var positions = arange(5).Plus(offset).unsqueeze(0);
            var rotary = neighbors ? RotaryPositions.Neighbors(positions, 4, 10) : RotaryPositions.Halves(positions, 4, 10);
            using var generator = new Generator(1);
            Tensor q = randn([1, 2, 5, 4], ScalarType.Float64, generator: generator), k = randn([1, 2, 5, 4], ScalarType.Float64, generator: generator);
            return matmul(rotary.Rotate(q), rotary.Rotate(k).transpose(2, 3));
        }
        Assert.True(Scores(0).allclose(Scores(9), 1e-10, 1e-10));
        Assert.False(Scores(0).allclose(Scores(9).flip(3), 1e-3, 1e-3));
    }

    [Fact]
    public void A_window_ends_behind_its_distance_and_never_hides_the_prefix()
    {
        using var scope = NewDisposeScope();
        var mask = AttentionMask.Bidirectional(tensor(new long[] { 1, 1, 1, 1, 0 }, [1, 5])).Within(2);
        var prefix = new LayerPrefix(zeros(1, 1, 3, 2), zeros(1, 1, 3, 2), Mask: null);
        var additive = mask.For(prefix, ScalarType.Float32); // [1, 1, 5, 3 + 5]
        Assert.Equal([1, 1, 5, 8], additive.shape);
        for (var query = 0; query < 5; query++)
        for (var column = 0; column < 8; column++)
        {
            var visible = column < 3 || column - 3 < 4 && Math.Abs(column - 3 - query) <= 2;
            Assert.Equal(visible, additive[0, 0, query, column].item<float>() == 0);
        }
    }
}
