using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Parity.Cases;

/// <summary>Buffers that a checkpoint keeps in every layer are ignored by one path with <c>{layer}</c>.</summary>
public class Case22BuffersInEveryLayerTests
{
    private const string Name = "22-buffers-in-every-layer";

    [Fact]
    public void Buffers_of_every_layer_are_ignored()
    {
        CaseFolder.AssertHolds(CaseFolder.Verify(Name));
        using var opened = Frozen<LlamaEncoder>.Open(CaseFolder.Of(Name));
        Assert.Equal(
            [
                ("model.layers.0.self_attn.rotary_emb.inv_freq", "no weight of the backbone by the schema's 'layers.{layer}.self_attn.rotary_emb.inv_freq'"),
                ("model.layers.1.self_attn.rotary_emb.inv_freq", "no weight of the backbone by the schema's 'layers.{layer}.self_attn.rotary_emb.inv_freq'"),
            ], opened.Report!.Ignored.Where(ignored => ignored.Name.StartsWith("model.", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_no_number_or_another_name_is_not()
    {
        foreach (var name in new[] { "model.layers.x.self_attn.rotary_emb.inv_freq", "model.layers.0.self_attn.rotary_emb.cos" })
        {
            using var doctored = new DoctoredCase(CaseFolder.Of(Name), "case").Record(tensors => tensors.Add(name, TorchSharp.torch.ones(4)), "model.safetensors");
            Assert.Contains($"'{name}' lies in the backbone 'model' and is no weight of a Llama", Assert.Throws<CheckpointException>(() => Frozen<LlamaEncoder>.Open(doctored.Folder)).Message, StringComparison.Ordinal);
        }
    }
}
