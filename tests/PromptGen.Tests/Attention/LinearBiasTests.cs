using PromptGen.Attention;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Prefixes;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Attention;

/// <summary>Slopes times distances, added to scores.</summary>
public class LinearBiasTests
{
    [Theory]
    [InlineData(1, 1.0 / 256)]
    [InlineData(2, 1.0 / 16, 1.0 / 256)]
    [InlineData(8, 1.0 / 2, 1.0 / 4, 1.0 / 8, 1.0 / 16, 1.0 / 32, 1.0 / 64, 1.0 / 128, 1.0 / 256)]
    // Behind those of 8 heads the first, third, fifth and seventh of 16: 2^-0.5 and on by a half each.
    [InlineData(12, 1.0 / 2, 1.0 / 4, 1.0 / 8, 1.0 / 16, 1.0 / 32, 1.0 / 64, 1.0 / 128, 1.0 / 256, 0.70710678118654757, 0.35355339059327379, 0.17677669529663689, 0.088388347648318447)]
    public void Heads_have_the_slopes_of_the_paper(int heads, params double[] slopes)
    {
        var found = LinearBias.Slopes(heads);
        Assert.Equal(slopes.Length, found.Count);
        Assert.All(slopes.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void JinaBERT_adds_them_between_tokens_and_to_no_prefix()
    {
        using var scope = NewDisposeScope();
        using var jina = JinaBertEncoder.Random(
            new JinaBertConfig { VocabSize = 9, HiddenSize = 8, LayerCount = 1, HeadCount = 2, IntermediateSize = 6, GateActivation = Activation.Gelu }, seed: 1);
        var input = new TokenInput(tensor(new long[] { 2, 3, 4, 5, 1 }, [1, 5]), tensor(new long[] { 1, 1, 1, 1, 0 }, [1, 5]));

        var mask = jina.Encoder.Prepare(input, jina.Encoder.Positions(input, zeros(1, ScalarType.Int64)));
        var additive = mask.For(new LayerPrefix(zeros(1, 2, 3, 4), zeros(1, 2, 3, 4), Mask: null), ScalarType.Float32);

        Assert.Equal([1, 2, 5, 8], additive.shape);
        for (var head = 0; head < 2; head++)
        for (var query = 0; query < 5; query++)
        for (var column = 0; column < 8; column++)
        {
            var expected = column < 3 ? 0 : column == 7 ? float.MinValue : -(head == 0 ? 1f / 16 : 1f / 256) * Math.Abs(column - 3 - query);
            Assert.Equal(expected, additive[0, head, query, column].item<float>());
        }
    }

    [Fact]
    public void A_prefix_takes_no_position_from_the_tokens()
    {
        using var jina = JinaBertEncoder.Random(
            new JinaBertConfig { VocabSize = 9, HiddenSize = 8, LayerCount = 1, HeadCount = 2, IntermediateSize = 6, MaxPositions = 20, GateActivation = Activation.Gelu }, seed: 1);
        Assert.Equal(20, jina.LongestInput(5));
    }
}
