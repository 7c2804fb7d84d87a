using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Encoders;

/// <summary>Layers that share their weights (ALBERT), and tables of a width of their own.</summary>
public class SharedLayersTests
{
    private static readonly AlbertConfig Config = new()
    {
        VocabSize = 11, EmbeddingSize = 3, HiddenSize = 8, LayerCount = 4, GroupCount = 2, HeadCount = 2, IntermediateSize = 6, MaxPositions = 12,
    };

    [Fact]
    public void Layers_of_one_group_are_one_and_those_of_another_are_not()
    {
        using var scope = NewDisposeScope();
        using var albert = AlbertEncoder.Random(Config, seed: 1);
        var input = new TokenInput(randint(11, [2, 5]), ones([2, 5], ScalarType.Int64));
        var positions = albert.Encoder.Positions(input, zeros(2, ScalarType.Int64));
        var x = albert.Encoder.Embed(input, positions);
        var mask = albert.Encoder.Prepare(input, positions);

        Tensor Layer(int layer) => albert.Encoder.RunLayer(layer, x, mask, prefix: null);
        Assert.Equal([2, 5, 8], x.shape);
        Assert.True(Layer(0).equal(Layer(1)).all().item<bool>());
        Assert.True(Layer(2).equal(Layer(3)).all().item<bool>());
        Assert.False(Layer(1).equal(Layer(2)).all().item<bool>());
    }

    [Fact]
    public void Every_layer_has_keys_and_values_of_its_own()
    {
        using var albert = AlbertEncoder.Random(Config, seed: 1);
        var prefix = new Prefix<AlbertEncoder>(albert, new PrefixOptions { Length = 3 });
        using var scope = NewDisposeScope();
        Assert.Equal([3, 4 * 2 * 8], prefix.Flat().shape);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(8, 0)]
    public void ELECTRA_has_a_projection_where_the_widths_differ(int width, int projections)
    {
        using var electra = ElectraEncoder.Random(
            new ElectraConfig { VocabSize = 11, EmbeddingSize = width, HiddenSize = 8, LayerCount = 1, HeadCount = 2, IntermediateSize = 6, MaxPositions = 12 }, seed: 1);
        Assert.Equal(projections, electra.Encoder.named_parameters().Count(parameter => parameter.name == "embeddings.projection.weight"));
        Assert.Equal(width, electra.WordWidth);
    }

    [SharedFact("models/rxnmapper-albert-mlm/config.json")]
    public void A_published_ALBERT_opens_whole()
    {
        using var scope = NewDisposeScope();
        using var albert = AlbertEncoder.Open(SharedFolder.At("models", "rxnmapper-albert-mlm"));
        Assert.True(albert.HasPooler);
        Assert.Equal((12, 591, 128), (albert.LayerCount, albert.WordCount, albert.WordWidth));
        Assert.All(albert.Report!.Ignored, entry => Assert.StartsWith("predictions.", entry.Name, StringComparison.Ordinal));
        Assert.Equal(25, albert.Report.Loaded.Count);
    }

    // Acetic acid, in the tokens of rxnmapper: a bracket or a bond that is masked follows from the rest, for a model that computes what it was trained to.
    [SharedTheory("models/rxnmapper-albert-mlm/config.json")]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_published_ALBERT_fills_in_a_masked_token(int masked)
    {
        using var scope = NewDisposeScope();
        var folder = SharedFolder.At("models", "rxnmapper-albert-mlm");
        var words = File.ReadAllLines(Path.Combine(folder, "vocab.txt")).ToList();
        string[] row = ["[CLS]", "C", "C", "(", "=", "O", ")", "O", "[SEP]"];
        var ids = row.Select(word => (long)words.IndexOf(word)).ToArray();
        Assert.DoesNotContain(-1, ids);
        using var albert = AlbertEncoder.Open(folder);
        using var head = new LanguageModelHead<AlbertEncoder>(albert, TiedWords.OfEncoder<AlbertEncoder>());
        head.Load(CheckpointFolder.ReadHead(folder, head.Form)!);

        var shown = ids.ToArray();
        shown[masked] = words.IndexOf("[MASK]");
        var input = new TokenInput(tensor(shown, [1, shown.Length]), ones([1, shown.Length], ScalarType.Int64));
        var scores = albert.Prompt(prefix: null, head).Logits(input);
        Assert.Equal(row[masked], words[(int)scores[0, masked].argmax().item<long>()]);
    }
}
