using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Encoders.Outlines;

namespace PromptGen.Tests.Encoders;

/// <summary>What an encoder is made of, counted and drawn once where it is alike.</summary>
public sealed class OutlineTests
{
    [Fact]
    public void Parts_of_every_preset_add_up_to_what_it_publishes()
    {
        foreach (var encoder in new EncoderRegistry(typeof(BertEncoder).Assembly).Encoders)
        foreach (var preset in encoder.Presets)
            Assert.Equal((preset.Name, preset.Parameters), (preset.Name, EncoderOutline.Of(encoder, preset.Config).Whole.Parameters));
    }

    [Fact]
    public void Layers_that_are_alike_are_one_part_and_a_prefix_costs_what_all_of_them_take()
    {
        var outline = EncoderOutline.Of(BertEncoder.Description, BertEncoder.Description.Presets[0].Config);
        Assert.Equal(["embeddings", "layers 0–11", "pooler"], outline.Whole.Parts.Select(part => part.Name));
        var layers = outline.Whole.Parts[1];
        Assert.Equal((12, 85_054_464), (layers.Count, layers.Parameters));
        Assert.Equal(["attention", "feedForward", "attentionNorm", "feedForwardNorm"], layers.Parts.Select(part => part.Name));
        Assert.Equal([768, 768], layers.Parts[0].Parts[0].Tensors.Single(tensor => tensor.Name == "weight").Shape);
        Assert.Equal(20L * 12 * 2 * 768, outline.PrefixParameters(20));
    }

    [Fact]
    public void Layers_that_differ_stand_apart()
    {
        OutlinedTensor Weight(int layer, int width) => new($"layers.{layer}.dense.weight", [width, 4]);
        var parts = OutlinePart.Of("Toy", [new("scale", [2]), Weight(0, 3), Weight(1, 4), Weight(2, 4), Weight(3, 3)]).Parts;
        Assert.Equal([("layer 0", 1, 12L), ("layers 1–2", 2, 32L), ("layer 3", 1, 12L)], parts.Where(part => part.First is not null).Select(part => (part.Name, part.Count, part.Parameters)));
        Assert.Equal([0, 1, 3], parts.Select(part => part.First));
    }

    [Fact]
    public void A_configuration_without_a_size_is_refused_by_its_key() => Assert.Contains(
        "num_hidden_layers",
        Assert.Throws<CheckpointException>(() => EncoderOutline.Of(BertEncoder.Description, ConfigJson.Parse("""{ "vocab_size": 9, "hidden_size": 8 }""", "config.json"))).Message,
        StringComparison.Ordinal);
}
