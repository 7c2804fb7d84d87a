using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

/// <summary>What published checkpoints of DeBERTa and GLM look like, and configurations that are another model's.</summary>
public class FamilyCheckpointTests
{
    [Fact]
    public void GLM_is_read_under_the_names_of_the_hub_and_under_the_original_ones()
    {
        using var hub = Frozen<GlmEncoder>.Open(Repository.Fixture("glm_lm"));
        using var original = new RewrittenCheckpoint(RewrittenCheckpoint.Rename(name => name["glm.".Length..]), fixture: "glm_lm");
        using var same = Frozen<GlmEncoder>.Open(original.Folder);
        Assert.Equal(hub.Fingerprint(), same.Fingerprint());
    }

    [Fact]
    public void A_table_of_positions_that_the_configuration_leaves_out_is_ignored_and_one_that_it_asks_for_is_read()
    {
        using var plain = Frozen<DebertaEncoder>.Open(Repository.Fixture("deberta_seq_cls"));
        const string table = "deberta.embeddings.position_embeddings.weight";
        void Add(Dictionary<string, Tensor> tensors) => tensors[table] = full(64, 32, 0.5f);

        using var ignoring = new RewrittenCheckpoint(Add, fixture: "deberta_seq_cls");
        using var ignored = Frozen<DebertaEncoder>.Open(ignoring.Folder);
        Assert.Equal(plain.Fingerprint(), ignored.Fingerprint());
        Assert.Contains(ignored.Report!.Ignored, entry => entry.Name == table);
        Assert.Null(ignored.LongestInput(5));

        string Biased(string config) => config.Replace("\"position_biased_input\": false", "\"position_biased_input\": true", StringComparison.Ordinal);
        using var reading = new RewrittenCheckpoint(Add, Biased, "deberta_seq_cls");
        using var read = Frozen<DebertaEncoder>.Open(reading.Folder);
        Assert.Equal(plain.ParameterCount + 64 * 32, read.ParameterCount);
        Assert.Equal(59, read.LongestInput(5));

        using var lacking = new RewrittenCheckpoint(config: Biased, fixture: "deberta_seq_cls");
        Assert.Contains($"1 of its weights is missing: '{table}'", Assert.Throws<CheckpointException>(() => Frozen<DebertaEncoder>.Open(lacking.Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"c2p|p2c\"", "[\"p2c\", \"c2p\"]")]
    [InlineData("\"c2p|p2c\"", "\"p2c|c2p\"")]
    public void The_kinds_of_scores_may_be_a_list_as_newer_saves_write_them(string old, string changed)
    {
        using var plain = Frozen<DebertaEncoder>.Open(Repository.Fixture("deberta_seq_cls"));
        using var checkpoint = new RewrittenCheckpoint(config: text => text.Replace(old, changed, StringComparison.Ordinal), fixture: "deberta_seq_cls");
        using var same = Frozen<DebertaEncoder>.Open(checkpoint.Folder);
        Assert.Equal(plain.Fingerprint(), same.Fingerprint());
    }

    [Theory]
    [InlineData("deberta_seq_cls", "\"relative_attention\": true", "\"relative_attention\": false", "'relative_attention' is false, which this encoder's schema does not cover; it covers 'true'.")]
    [InlineData("deberta_seq_cls", "\"relative_attention\": true,", "", "has no 'relative_attention'; expected one of 'true'.")]
    [InlineData("deberta_seq_cls", "\"c2p|p2c\"", "\"c2p|p2p\"", "'pos_att_type' is 'p2p' among others, which this encoder's schema does not cover; it covers 'c2p', 'p2c'.")]
    [InlineData("deberta_seq_cls", "\"c2p|p2c\"", "[]", "'pos_att_type' is an array; expected at least one of 'c2p', 'p2c'.")]
    [InlineData("deberta_seq_cls", "\"max_relative_positions\": -1", "\"max_relative_positions\": -2", "'max_relative_positions' is -2; expected a whole number, 1 or more, or -1 for none.")]
    [InlineData("deberta_seq_cls", "\"pooler_hidden_size\": 32", "\"pooler_hidden_size\": 16", "'pooler_hidden_size' is 16, which this encoder's schema does not cover; it covers '32'.")]
    [InlineData("deberta_v2_seq_cls", "\"conv_kernel_size\": 3", "\"conv_kernel_size\": 2", "conv_kernel_size 2 is even; a convolution that keeps the number of tokens has an odd width.")]
    [InlineData("deberta_v2_seq_cls", "\"norm_rel_ebd\": \"layer_norm\"", "\"norm_rel_ebd\": \"rms\"", "'norm_rel_ebd' is 'rms', which this encoder's schema does not cover; it covers 'none', 'layer_norm'.")]
    [InlineData("glm_lm", "\"block_position_encoding\": true", "\"block_position_encoding\": false", "'block_position_encoding' is false, which this encoder's schema does not cover; it covers 'true'.")]
    [InlineData("glm_lm", "\"num_layers\": 3", "\"num_hidden_layers\": 3", "has no 'num_layers'; expected a whole number, 1 or more.")]
    public void A_structure_that_the_schema_does_not_cover_is_an_error(string fixture, string old, string changed, string expected)
    {
        using var checkpoint = new RewrittenCheckpoint(config: text => text.Replace(old, changed, StringComparison.Ordinal), fixture: fixture);
        var description = new EncoderRegistry(typeof(BertEncoder).Assembly).Find(CheckpointFolder.ReadConfig(checkpoint.Folder))!;
        var error = Assert.Throws<CheckpointException>(() => description.Accept(new Opening(checkpoint.Folder)));
        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
    }

    private sealed class Opening(string folder) : IEncoderVisitor<int>
    {
        public int Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            Frozen<TEncoder>.Open(folder).Dispose();
            return 0;
        }
    }
}
