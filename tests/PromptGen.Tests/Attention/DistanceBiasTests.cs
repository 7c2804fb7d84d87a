using PromptGen.Attention;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Prefixes;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Attention;

/// <summary>Numbers that distances add to scores.</summary>
public class DistanceBiasTests
{
    // 32 steps up to 128, as in MPNet: 8 distances of each direction have their own, then 8, 16, 32 and 64 begin every second step.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(-7, 7)]
    [InlineData(-8, 8)]
    [InlineData(-11, 8)]
    [InlineData(-12, 9)]
    [InlineData(-16, 10)]
    [InlineData(-32, 12)]
    [InlineData(-64, 14)]
    [InlineData(-127, 15)]
    [InlineData(-1000, 15)]
    [InlineData(1, 17)]
    [InlineData(16, 26)]
    [InlineData(1000, 31)]
    public void A_distance_has_the_row_of_its_step(long distance, long row) => Assert.Equal(row, DistanceBias.Row(distance, buckets: 32, farthest: 128));

    [Fact]
    public void MPNet_adds_them_between_tokens_and_to_no_prefix()
    {
        using var scope = NewDisposeScope();
        using var mpnet = MpnetEncoder.Random(
            new MpnetConfig { VocabSize = 9, HiddenSize = 8, LayerCount = 1, HeadCount = 2, IntermediateSize = 6, MaxPositions = 12, DistanceBuckets = 8 }, seed: 1);
        var table = mpnet.Encoder.named_parameters().Single(parameter => parameter.name == "scoreBias.table.weight").parameter;
        var input = new TokenInput(tensor(new long[] { 2, 3, 4, 5, 1 }, [1, 5]), tensor(new long[] { 1, 1, 1, 1, 0 }, [1, 5]));

        var mask = mpnet.Encoder.Prepare(input, mpnet.Encoder.Positions(input, zeros(1, ScalarType.Int64)));
        var additive = mask.For(new LayerPrefix(zeros(1, 2, 3, 4), zeros(1, 2, 3, 4), Mask: null), ScalarType.Float32);

        Assert.Equal([1, 2, 5, 8], additive.shape);
        for (var head = 0; head < 2; head++)
        for (var query = 0; query < 5; query++)
        for (var column = 0; column < 8; column++)
        {
            var expected = column < 3 ? 0 : column == 7 ? float.MinValue : table[DistanceBias.Row(column - 3 - query, 8, 128), head].item<float>();
            Assert.Equal(expected, additive[0, head, query, column].item<float>());
        }
    }
}
