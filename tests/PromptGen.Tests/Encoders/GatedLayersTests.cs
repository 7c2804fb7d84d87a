using PromptGen.Backbones;
using PromptGen.Encoders;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PromptGen.Tests.Encoders;

/// <summary>Gated feed-forward blocks with a matrix for each part, behind an attention that gives nothing: which of the two is activated, and which norm stands where.</summary>
public class GatedLayersTests
{
    [Fact]
    public void EuroBERT_activates_the_gate_of_what_its_norm_gives()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var euroBert = EuroBertEncoder.Random(
            new EuroBertConfig { VocabSize = 9, HiddenSize = 6, LayerCount = 1, HeadCount = 4, KeyValueHeadCount = 2, HeadSize = 2, IntermediateSize = 5, RotaryBase = 50, NormEpsilon = 0.01 }, seed: 1);
        var weight = Weights(euroBert.Encoder, "attention.output");
        var (x, y) = Run(euroBert.Encoder);

        var n = x * (x * x).mean([-1], keepdim: true).add(0.01).rsqrt() * weight("feedForwardNorm");
        var gated = functional.silu(functional.linear(n, weight("feedForward.gate"))) * functional.linear(n, weight("feedForward.up"));
        Assert.True(y.allclose(x + functional.linear(gated, weight("feedForward.down")), 1e-5, 1e-5));
        Assert.Equal(new KeyValueShape(2, 2), euroBert.KeyValues(0));
    }

    [Fact]
    public void Nomic_BERT_activates_the_second_map_between_norms_that_stand_behind()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var nomicBert = NomicBertEncoder.Random(
            new NomicBertConfig { VocabSize = 9, HiddenSize = 8, LayerCount = 1, HeadCount = 2, IntermediateSize = 5, RotaryBase = 50, Activation = Activation.Silu, NormEpsilon = 0.01 }, seed: 1);
        var weight = Weights(nomicBert.Encoder, "attention.output");
        var bias = Biases(nomicBert.Encoder);
        var (x, y) = Run(nomicBert.Encoder);

        Tensor Norm(Tensor sum, string name) => functional.layer_norm(sum, [8], weight(name), bias(name), 0.01);
        var n = Norm(x, "attentionNorm");
        var gated = functional.linear(n, weight("feedForward.up")) * functional.silu(functional.linear(n, weight("feedForward.gate")));
        Assert.True(y.allclose(Norm(n + functional.linear(gated, weight("feedForward.down")), "feedForwardNorm"), 1e-5, 1e-5));
        Assert.Equal("encoder.layers.{layer}.mlp.fc12", NomicBertEncoder.Description.Checkpoint.Modules["layers.{layer}.feedForward.gate"]);
    }

    [Fact]
    public void RoFormer_turns_numbers_that_stand_side_by_side()
    {
        using var scope = NewDisposeScope();
        using var roFormer = RoFormerEncoder.Random(
            new RoFormerConfig { VocabSize = 9, HiddenSize = 8, LayerCount = 1, HeadCount = 2, IntermediateSize = 5, EmbeddingSize = 8, MaxPositions = 20 }, seed: 1);
        var input = new TokenInput(ones([1, 3], ScalarType.Int64), ones([1, 3], ScalarType.Int64));
        var context = roFormer.Encoder.Prepare(input, roFormer.Encoder.Positions(input, tensor(new long[] { 4 })));
        var turned = context.Rotary.Rotate(tensor(new double[] { 1, 0, 0, 0 }).view(1, 1, 1, 4).expand(1, 1, 3, 4));

        Assert.Equal([Math.Cos(5), Math.Sin(5), 0, 0], turned[0, 0, 1].data<double>().ToArray());
        Assert.Equal(15, roFormer.LongestInput(5));
    }

    /// <summary>Every weight random, but for one matrix of zeros.</summary>
    private static Func<string, Tensor> Weights(Encoder encoder, string silent)
    {
        foreach (var (name, parameter) in encoder.named_parameters())
            if (name == $"layers.0.{silent}.weight") parameter.zero_();
            else parameter.normal_(0, 0.7);
        var weights = encoder.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter);
        return name => weights[$"layers.0.{name}.weight"];
    }

    private static Func<string, Tensor> Biases(Encoder encoder)
    {
        var weights = encoder.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter);
        return name => weights[$"layers.0.{name}.bias"];
    }

    private static (Tensor Before, Tensor After) Run<TContext>(Encoder<TokenInput, TContext> encoder)
    {
        var input = new TokenInput(randint(9, [2, 4]), ones([2, 4], ScalarType.Int64));
        var positions = encoder.Positions(input, zeros(2, ScalarType.Int64));
        var x = encoder.Embed(input, positions);
        return (x, encoder.RunLayer(0, x, encoder.Prepare(input, positions), prefix: null));
    }
}
