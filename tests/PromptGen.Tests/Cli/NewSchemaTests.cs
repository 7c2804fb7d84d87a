using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Tests.Checkpoints;
using static TorchSharp.torch;
using TemporaryFolder = PromptGen.Tests.Build.TemporaryFolder;

namespace PromptGen.Tests.Cli;

/// <summary>What <c>promptgen new-schema</c> makes of checkpoints that nobody described.</summary>
public sealed class NewSchemaTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("bert_seq_cls", "bert.json")]
    [InlineData("roberta_seq_cls", "roberta.json")]
    [InlineData("deberta_seq_cls", "deberta.json")]
    [InlineData("deberta_v2_seq_cls", "deberta-v2.json")]
    [InlineData("glm_lm", "glm.json")]
    public void Names_of_a_known_family_give_an_extension_of_it(string fixture, string expected)
    {
        using var checkpoint = new RewrittenCheckpoint(config: OfAnotherType, fixture: fixture);
        var (schema, output) = Draft(checkpoint.Folder);

        Assert.Equal(expected, (string?)schema["extends"]);
        Assert.Equal("Mine", (string?)schema["architecture"]);
        Assert.Contains("\nopens       ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoder_under_names_of_its_own_computes_what_the_authors_code_recorded()
    {
        var names = new (string Old, string New)[]
        {
            ("bert.encoder.layer.", "core.blocks."), ("bert.embeddings.word_embeddings", "core.emb.tokens"), ("bert.embeddings", "core.emb"), ("bert.pooler", "core.pooler"),
            ("attention.self.query", "attn.q"), ("attention.self.key", "attn.k"), ("attention.self.value", "attn.v"), ("attention.output.dense", "attn.o"),
            ("attention.output.LayerNorm", "norm1"), ("output.LayerNorm", "norm2"), ("intermediate.dense", "ffn.fc1"), ("output.dense", "ffn.fc2"),
        };
        using var checkpoint = new RewrittenCheckpoint(
            RewrittenCheckpoint.Rename(Renamed),
            config => OfAnotherType(config).Replace("hidden_size", "d_model", StringComparison.Ordinal).Replace("num_hidden_layers", "n_layers", StringComparison.Ordinal));
        // What was recorded speaks of weights by their names.
        using (var scope = NewDisposeScope())
        using (var recorded = SafeTensorsFile.Open(Path.Combine(Repository.Fixture("bert_seq_cls"), "io.safetensors")))
            SafeTensorsWriter.Write(Path.Combine(checkpoint.Folder, "io.safetensors"), recorded.Tensors.Select(tensor => (Renamed(tensor.Name), recorded.Read(tensor.Name))));
        File.WriteAllText(Path.Combine(checkpoint.Folder, "meta.json"), Renamed(File.ReadAllText(Path.Combine(Repository.Fixture("bert_seq_cls"), "meta.json"))));
        var (schema, output) = Draft(checkpoint.Folder);

        Assert.Null(schema["extends"]);
        Assert.Contains("\nassumed     layers.kinds.layer.blocks.attention.normAfter: stands behind the block", output, StringComparison.Ordinal);
        var verified = CalledCommand.Run("verify", checkpoint.Folder, "--schema", Schema);
        Assert.True(verified.Status == 0, verified.Output + verified.Error);
        Assert.Contains("4 variants: 4 within the tolerances", verified.Output, StringComparison.Ordinal);

        string Renamed(string text) => names.Aggregate(text, (changed, pair) => changed.Replace(pair.Old, pair.New, StringComparison.Ordinal));
    }

    /// <summary>The other families, each under a root that is not theirs, so that only names, shapes and the configuration tell what it is.</summary>
    [Theory]
    [InlineData("distilbert", """{ "vocab_size": 90, "dim": 16, "n_layers": 2, "n_heads": 2, "hidden_dim": 40, "max_position_embeddings": 32 }""")]
    [InlineData("electra", """{ "vocab_size": 90, "embedding_size": 8, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 40, "max_position_embeddings": 32, "type_vocab_size": 2 }""")]
    [InlineData("albert", """{ "vocab_size": 90, "embedding_size": 8, "hidden_size": 16, "num_hidden_layers": 4, "num_hidden_groups": 2, "num_attention_heads": 2, "intermediate_size": 40, "max_position_embeddings": 32, "type_vocab_size": 2 }""")]
    [InlineData("nomic_bert", """{ "vocab_size": 90, "n_embd": 16, "n_layer": 2, "n_head": 2, "n_inner": 40, "rotary_emb_base": 1000, "activation_function": "swiglu", "qkv_proj_bias": false, "mlp_fc1_bias": false, "mlp_fc2_bias": false, "rotary_emb_fraction": 1.0, "type_vocab_size": 2 }""")]
    [InlineData("modernbert", """{ "vocab_size": 90, "hidden_size": 16, "num_hidden_layers": 4, "num_attention_heads": 2, "intermediate_size": 40, "rope_theta": 160000.0 }""")]
    [InlineData("eurobert", """{ "vocab_size": 90, "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 6, "num_key_value_heads": 2, "intermediate_size": 40, "rope_theta": 250000, "rms_norm_eps": 1e-5 }""")]
    public void Every_weight_of_a_family_finds_its_place(string modelType, string config)
    {
        var known = WriteCheckpoint(modelType, config);
        var (schema, output) = Draft(folder.Path);

        Assert.Null(schema["extends"]);
        var opened = Regex.Match(output, @"\nopens       ([\d,]+) parameters of (\d+) layers, loaded from (\d+) tensors; 0 ignored, 0 missing\n");
        Assert.True(opened.Success, output);
        Assert.Equal((known.Parameters, known.Layers, known.Tensors), (opened.Groups[1].Value, opened.Groups[2].Value, opened.Groups[3].Value));
    }

    [Fact]
    public void What_shapes_tell_is_in_the_draft()
    {
        WriteCheckpoint("modernbert", """{ "vocab_size": 90, "hidden_size": 16, "num_hidden_layers": 4, "num_attention_heads": 2, "intermediate_size": 40, "global_rope_theta": 160000.0 }""");
        var (schema, output) = Draft(folder.Path);

        var blocks = schema["layers"]!["kinds"]!["layer"]!["blocks"]!;
        Assert.Equal("firstLayer", (string?)blocks["attention"]!["normBefore"]!["absentIn"]);
        Assert.Equal("attn.Wqkv", (string?)blocks["attention"]!["fused"]!["from"]);
        Assert.False((bool)blocks["attention"]!["fused"]!["bias"]!);
        Assert.Equal("mlp.Wi", (string?)blocks["feedForward"]!["fused"]!["from"]);
        Assert.Equal("final_norm", (string?)schema["finalNorm"]!["from"]);
        Assert.Contains("\nassumed     layers.kinds.layer.blocks.feedForward.fused.activated: ", output, StringComparison.Ordinal);
        // Two bases for two kinds of layers are beyond names and shapes, and no guess is made.
        Assert.Contains("\nleft out    'global_rope_theta': 160000.0 is a key of the configuration that the schema does not read", output, StringComparison.Ordinal);
        Assert.Contains("\nleft out    embeddings.positions there is neither a table of positions nor a base of rotary ones", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_without_a_place_is_said_and_so_is_what_must_be_mended()
    {
        WriteCheckpoint("mpnet", """{ "vocab_size": 90, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 40, "max_position_embeddings": 32, "pad_token_id": 1 }""");
        var (_, output) = Draft(folder.Path);

        Assert.Contains("\nleft out    core.encoder.relative_attention_bias [32, 2] has no place in the schema\n", output, StringComparison.Ordinal);
        Assert.Contains("\nto mend     ", output, StringComparison.Ordinal);
        Assert.Contains("'core.encoder.relative_attention_bias.weight' lies in the backbone 'core'", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drafted_from_is_refused_with_the_reason()
    {
        Fails("is known: it is a Bert, and needs no schema.", Repository.Fixture("bert_seq_cls"), Schema);
        File.WriteAllText(folder.File("config.json"), """{ "model_type": "mine" }""");
        Fails("holds no weights; looked for model.safetensors", folder.Path, Schema);
        using (var scope = NewDisposeScope()) SafeTensorsWriter.Write(folder.File("model.safetensors"), [("one.weight", zeros(2, 2))]);
        Fails("no tensor has the number of a layer in its name", folder.Path, Schema);
        Assert.False(File.Exists(Schema));
        File.WriteAllText(Schema, "mine");
        Fails("is there already; name a new file.", folder.Path, Schema);
        Assert.Equal("mine", File.ReadAllText(Schema));

        static void Fails(string expected, string from, string schema)
        {
            var (status, _, error) = CalledCommand.Run("new-schema", "--from", from, "--output", schema);
            Assert.Equal(1, status);
            Assert.Contains(expected, error, StringComparison.Ordinal);
        }
    }

    private string Schema => folder.File("schema.json");

    private static string OfAnotherType(string config) => Regex.Replace(config, "\"model_type\": *\"[^\"]+\"", "\"model_type\": \"mine\"");

    private (JsonNode Schema, string Output) Draft(string checkpoint)
    {
        var (status, output, error) = CalledCommand.Run("new-schema", "--from", Path.Combine(checkpoint, "config.json"), "--output", Schema);
        Assert.True(status == 0, output + error);
        return (JsonNode.Parse(File.ReadAllText(Schema))!, output);
    }

    /// <summary>A checkpoint of a family, with weights of zero, below the root <c>core</c>; its type is nobody's.</summary>
    private (string Parameters, string Layers, string Tensors) WriteCheckpoint(string modelType, string config)
    {
        var description = new EncoderRegistry(typeof(BertEncoder).Assembly).Encoders.First(encoder => encoder.ModelTypes.Contains(modelType));
        var named = JsonNode.Parse(config)!.AsObject();
        named["model_type"] = "mine";
        File.WriteAllText(folder.File("config.json"), named.ToJsonString());
        return description.Accept(new Writing(ConfigJson.Parse(config, modelType), folder.File("model.safetensors")));
    }

    private sealed class Writing(ConfigJson config, string file) : IEncoderVisitor<(string Parameters, string Layers, string Tensors)>
    {
        public (string Parameters, string Layers, string Tensors) Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var scope = NewDisposeScope();
            using var encoder = description.Create(config, new ConstructionToken());
            var names = new CheckpointNames(description.Checkpoint, "core");
            var tensors = encoder.named_parameters().Select(weight => (names.Of(weight.name), zeros(weight.parameter.shape))).ToList();
            SafeTensorsWriter.Write(file, tensors);
            return ($"{tensors.Sum(tensor => tensor.Item2.numel()):N0}", $"{encoder.LayerCount}", $"{tensors.Count}");
        }
    }
}
