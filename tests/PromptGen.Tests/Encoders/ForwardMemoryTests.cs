using PromptGen.Backbones;
using PromptGen.Encoders;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Encoders;

/// <summary>What a forward pass leaves behind in its caller's scope.</summary>
public class ForwardMemoryTests
{
    [Fact]
    public void Deeper_encoders_leave_no_more_tensors_behind() =>
        Assert.Equal(TensorsLeftBy(layers: 2, keepHiddenStates: false), TensorsLeftBy(layers: 6, keepHiddenStates: false));

    [Fact]
    public void Every_hidden_state_that_is_asked_for_is_left() =>
        Assert.Equal(TensorsLeftBy(layers: 2, keepHiddenStates: true) + 4, TensorsLeftBy(layers: 6, keepHiddenStates: true));

    private static int TensorsLeftBy(int layers, bool keepHiddenStates)
    {
        var config = new BertConfig { VocabSize = 10, HiddenSize = 8, LayerCount = layers, HeadCount = 2, IntermediateSize = 16 };
        using var backbone = BertEncoder.Random(config, seed: 1);
        var ids = ones(2, 3, ScalarType.Int64);
        var input = new TokenInput(ids, ones_like(ids));
        using var scope = NewDisposeScope();
        var output = backbone.Prompt(prefix: null).Encode(input, keepHiddenStates);
        Assert.Equal([2, 3, 8], output.LastHidden.shape);
        var left = scope.DisposablesCount;
        Assert.All(output.HiddenStates ?? [], state => Assert.True(state.isfinite().all().item<bool>())); // none was freed
        return left;
    }
}
