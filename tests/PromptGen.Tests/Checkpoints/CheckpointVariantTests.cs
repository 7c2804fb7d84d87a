using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

/// <summary>The ways in which published files name the same weights.</summary>
public class CheckpointVariantTests
{
    [Fact]
    public void Old_names_of_norm_weights_are_understood() => AssertSameWeights(RewrittenCheckpoint.Rename(name =>
        name.Replace("LayerNorm.weight", "LayerNorm.gamma").Replace("LayerNorm.bias", "LayerNorm.beta")));

    [Fact]
    public void The_backbone_may_lie_without_a_root() =>
        AssertSameWeights(RewrittenCheckpoint.Rename(name => name.StartsWith("bert.") ? name["bert.".Length..] : name));

    [Fact]
    public void Position_ids_may_be_absent() =>
        AssertSameWeights(RewrittenCheckpoint.Rename(name => name.EndsWith("position_ids") ? null : name));

    [Theory]
    [InlineData("")]
    [InlineData("bert.")]
    public void Heads_and_tied_weights_are_ignored_and_reported(string root)
    {
        var report = AssertSameWeights(tensors =>
        {
            RewrittenCheckpoint.Rename(name => name.StartsWith("bert.") ? root + name["bert.".Length..] : name)(tensors);
            tensors["cls.predictions.decoder.weight"] = tensors[$"{root}embeddings.word_embeddings.weight"];
            tensors["cls.predictions.transform.LayerNorm.gamma"] = ones(32);
            tensors["cls.seq_relationship.weight"] = ones(2, 32);
            tensors["qa_outputs.weight"] = ones(2, 32, ScalarType.Int32);
            tensors["my_own_head.weight"] = ones(2, 32);
            tensors["classifierx.weight"] = ones(2, 32);
        });

        var place = root.Length == 0 ? "the backbone" : "the backbone 'bert'";
        Assert.Equal(
            [
                ($"{root}embeddings.position_ids", "no weight of the backbone by the schema's 'embeddings.position_ids'"),
                ("classifier.bias", "no weight of the backbone by the schema's '/classifier'"),
                ("classifier.weight", "no weight of the backbone by the schema's '/classifier'"),
                ("classifierx.weight", $"lies outside {place}"),
                ("cls.predictions.decoder.weight", "no weight of the backbone by the schema's '/cls'"),
                ("cls.predictions.transform.LayerNorm.gamma", "no weight of the backbone by the schema's '/cls'"),
                ("cls.seq_relationship.weight", "no weight of the backbone by the schema's '/cls'"),
                ("my_own_head.weight", $"lies outside {place}"),
                ("qa_outputs.weight", "no weight of the backbone by the schema's '/qa_outputs'"),
            ],
            report.Ignored.OrderBy(entry => entry.Name.Replace(root + "emb", "!"), StringComparer.Ordinal));
        Assert.Equal(4 + 1 + (3 * 16) + 2, report.Loaded.Count); // tables and norm weight, norm bias, layers, pooler
    }

    [Fact]
    public void A_missing_pooler_is_reported_and_stays_without_memory()
    {
        using var checkpoint = new RewrittenCheckpoint(RewrittenCheckpoint.Rename(name => name.Contains("pooler") ? null : name));
        using var frozen = Frozen<BertEncoder>.Open(checkpoint.Folder);

        Assert.False(frozen.HasPooler);
        var (module, meaning) = Assert.Single(frozen.Report!.Missing);
        Assert.Equal("pooler", module);
        Assert.Equal("the checkpoint has no 'bert.pooler.dense.weight', 'bert.pooler.dense.bias'; what needs this module is refused, or trains one of its own", meaning);
        var pooled = frozen.Heads.First(form => form.Input == HeadInput.Pooled);
        Assert.Throws<ArgumentException>(() => new SequenceClassificationHead<BertEncoder>(frozen, 2, pooled));
    }

    [Theory]
    [InlineData(ScalarType.Float64, "F64")]
    [InlineData(ScalarType.Float16, "F16")]
    [InlineData(ScalarType.BFloat16, "BF16")]
    public void Other_floating_types_become_float32(ScalarType type, string name)
    {
        using var checkpoint = new RewrittenCheckpoint(tensors =>
        {
            foreach (var key in tensors.Keys.Where(key => key.StartsWith("bert.encoder"))) tensors[key] = tensors[key].to(type);
        });
        using var rounded = new RewrittenCheckpoint(tensors =>
        {
            foreach (var key in tensors.Keys.Where(key => key.StartsWith("bert.encoder"))) tensors[key] = tensors[key].to(type).to(ScalarType.Float32);
        });
        using var frozen = Frozen<BertEncoder>.Open(checkpoint.Folder);
        using var expected = Frozen<BertEncoder>.Open(rounded.Folder);

        Assert.Equal(expected.Fingerprint(), frozen.Fingerprint());
        Assert.Equal(3 * 16, frozen.Report!.Converted.Count);
        Assert.All(frozen.Report.Converted, entry => Assert.Equal(name, entry.Type));
        Assert.Empty(expected.Report!.Converted);
    }

    /// <summary>Headers of any length are sound, and then no tensor lies where its type could be read in place.</summary>
    [Fact]
    public void Unaligned_weights_are_read()
    {
        using var checkpoint = new RewrittenCheckpoint();
        var bytes = File.ReadAllBytes(checkpoint.Weights);
        var header = BitConverter.ToInt32(bytes);
        File.WriteAllBytes(checkpoint.Weights, SafeTensorsBytes.Of([.. bytes.AsSpan(8, header), (byte)' '], bytes[(8 + header)..]));
        AssertSameWeights(checkpoint);
    }

    private static CheckpointReport AssertSameWeights(Action<Dictionary<string, Tensor>> change)
    {
        using var checkpoint = new RewrittenCheckpoint(change);
        return AssertSameWeights(checkpoint);
    }

    private static CheckpointReport AssertSameWeights(RewrittenCheckpoint checkpoint)
    {
        using var original = Frozen<BertEncoder>.Open(Repository.Fixture("bert_seq_cls"));
        using var frozen = Frozen<BertEncoder>.Open(checkpoint.Folder);
        Assert.Equal(original.Fingerprint(), frozen.Fingerprint());
        Assert.Equal(original.ParameterCount, frozen.ParameterCount);
        Assert.True(frozen.HasPooler);
        Assert.Empty(frozen.Report!.Missing);
        return frozen.Report;
    }
}
