using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class OpenedCheckpointTests
{
    /// <summary>What float32 leaves open on other hardware (notes of the fixtures, section 1).</summary>
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData("bert_seq_cls")]
    [InlineData("bert_tok_cls")]
    public void Gives_the_hidden_states_of_the_reference(string name)
    {
        var folder = Fixture.Folder(name);
        using var frozen = Frozen<BertEncoder>.Open(folder);
        using var io = SafeTensorsFile.Open(Path.Combine(folder, "io.safetensors"));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var input = new TokenInput(io.Read("inputs0.input_ids"), io.Read("inputs0.attention_mask"), io.Read("inputs0.token_type_ids"));

        var output = frozen.Prompt(prefix: null).Run(input, frozen.Encoder, keepHiddenStates: true);

        Assert.Equal(frozen.LayerCount + 1, output.HiddenStates!.Count);
        for (var i = 0; i <= frozen.LayerCount; i++) AssertClose(io.Read($"plain.hidden.{i}"), output.HiddenStates[i]);
        if (io.Find("plain.pooled") is not null) AssertClose(io.Read("plain.pooled"), output.Pool());
        Assert.Equal(io.Find("plain.pooled") is not null, frozen.HasPooler);
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, Tolerance);
    }
}
