using System.Text.Json.Nodes;
using TemporaryFolder = PromptGen.Tests.Build.TemporaryFolder;
using static PromptGen.Tests.Cli.FamilyCheckpoint;

namespace PromptGen.Tests.Cli;

/// <summary>What <c>promptgen new-schema</c> makes of checkpoints of published families that PromptGen does not ship.</summary>
public sealed class NewSchemaFamilyTests : IDisposable
{
    private const string Sizes = "\"vocab_size\": 50, \"hidden_size\": 32, \"num_hidden_layers\": 2, \"num_attention_heads\": 4, \"intermediate_size\": 48";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ERNIE_has_its_token_types_in_the_table_of_as_many_rows()
    {
        new FamilyCheckpoint()
            .Tensor("ernie.embeddings.task_type_embeddings.weight", 3, Width).Tensor("ernie.embeddings.word_embeddings.weight", Words, Width)
            .Tensor("ernie.embeddings.position_embeddings.weight", 64, Width).Tensor("ernie.embeddings.token_type_embeddings.weight", 4, Width).Norm("ernie.embeddings.LayerNorm")
            .Layers("ernie.encoder.layer.#", (checkpoint, at) =>
            {
                BertLayer(checkpoint, at);
                checkpoint.Norm($"{at}.attention.output.LayerNorm").Norm($"{at}.output.LayerNorm");
            })
            .Linear("ernie.pooler.dense", Width, Width).Linear("classifier", 3, Width)
            .Write(folder.Path, $$"""{ "model_type": "ernie_new", {{Sizes}}, "max_position_embeddings": 64, "type_vocab_size": 4, "use_task_id": true, "pad_token_id": 0 }""");
        var (schema, output) = Draft();

        Assert.Equal("embeddings.token_type_embeddings", (string?)schema["embeddings"]!["tables"]!["tokenType"]!["from"]);
        Assert.Contains("\nleft out    ernie.embeddings.task_type_embeddings [3, 32] has no place in the schema\n", output, StringComparison.Ordinal);
        Assert.Contains("\nleft out    'use_task_id': true is beyond the language: it adds a table of task types\n", output, StringComparison.Ordinal);
        Assert.Equal("/classifier", Head(schema, "sequenceClassification", "pooled")["output"]!["from"]!.GetValue<string>());
    }

    [Fact]
    public void ESM_is_turned_by_positions_and_has_a_head_of_two_layers()
    {
        new FamilyCheckpoint()
            .Tensor("esm.embeddings.word_embeddings.weight", Words, Width).Tensor("esm.embeddings.position_embeddings.weight", 66, Width)
            .Linear("esm.contact_head.regression", 1, 8)
            .Layers("esm.encoder.layer.#", (checkpoint, at) =>
            {
                BertLayer(checkpoint, at);
                checkpoint.Norm($"{at}.attention.LayerNorm").Norm($"{at}.LayerNorm").Tensor($"{at}.attention.self.rotary_embeddings.inv_freq", 4);
            })
            .Norm("esm.encoder.emb_layer_norm_after").Linear("classifier.dense", Width, Width).Linear("classifier.out_proj", 3, Width)
            .Write(folder.Path, $$"""
                { "model_type": "esm", {{Sizes}}, "max_position_embeddings": 66, "position_embedding_type": "rotary", "layer_norm_eps": 1e-5, "pad_token_id": 1, "emb_layer_norm_before": false }
                """);
        var (schema, output) = Draft();

        var attention = Attention(schema);
        Assert.Equal((10000, "halves"), ((int)attention["rotary"]!["base"]!, (string?)attention["rotary"]!["pairing"]));
        Assert.Equal("attention.LayerNorm", (string?)attention["normBefore"]!["from"]);
        Assert.Equal("encoder.emb_layer_norm_after", (string?)schema["finalNorm"]!["from"]);
        Assert.Equal("rotary", (string?)schema["fixed"]!["position_embedding_type"]);
        Assert.Superset(new HashSet<string?> { "encoder.layer.{layer}.attention.self.rotary_embeddings.inv_freq", "embeddings.position_embeddings", "contact_head" }, Ignored(schema).ToHashSet());
        Assert.Null(schema["embeddings"]!["tables"]!["position"]);
        var head = Head(schema, "sequenceClassification", "dense");
        Assert.Equal(("firstToken", "/classifier.dense", "tanh", "/classifier.out_proj"),
            ((string?)head["input"], (string?)head["dense"]!["from"], (string?)head["activation"], (string?)head["output"]!["from"]));
        Assert.Contains("\nopens       ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Phi_3_has_one_map_with_fewer_heads_of_keys_and_values_and_is_read_as_a_decoder()
    {
        new FamilyCheckpoint()
            .Tensor("lm_head.weight", Words, Width).Tensor("model.embed_tokens.weight", Words, Width).Norm("model.norm", bias: false)
            .Layers("model.layers.#", (checkpoint, at) => checkpoint
                .Norm($"{at}.input_layernorm", bias: false).Norm($"{at}.post_attention_layernorm", bias: false)
                .Linear($"{at}.self_attn.qkv_proj", 64, Width, bias: false).Linear($"{at}.self_attn.o_proj", Width, Width, bias: false)
                .Linear($"{at}.mlp.gate_up_proj", 2 * Inner, Width, bias: false).Linear($"{at}.mlp.down_proj", Width, Inner, bias: false))
            .Write(folder.Path, $$"""
                { "model_type": "phi3", "architectures": ["Phi3ForCausalLM"], {{Sizes}}, "num_key_value_heads": 2, "rms_norm_eps": 1e-5, "max_position_embeddings": 64,
                  "rope_parameters": { "rope_theta": 20000.0, "rope_type": "default" }, "layer_types": ["full_attention", "full_attention"], "hidden_act": "silu" }
                """);
        var (schema, output) = Draft();

        var attention = Attention(schema);
        Assert.Equal(("keyValueHeadCount", "self_attn.qkv_proj", "causal"), ((string?)attention["keyValueHeads"], (string?)attention["fused"]!["from"], (string?)attention["visible"]));
        Assert.Equal("embed_tokens", (string?)schema["embeddings"]!["tables"]!["word"]!["from"]);
        Assert.Equal("rms", (string?)schema["finalNorm"]!["kind"]);
        Assert.Equal("rope_parameters.rope_theta", (string?)schema["numbers"]!["rotaryBase"]!["config"]);
        Assert.Equal("default", (string?)schema["fixed"]!["rope_parameters.rope_type"]);
        Assert.Equal("full_attention", (string?)schema["fixed"]!["layer_types"]!["kinds"]!["layer"]);
        Assert.Contains("\nopens       ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_take_turns_are_of_two_kinds_and_a_score_is_a_head_without_bias()
    {
        new FamilyCheckpoint()
            .Tensor("model.embed_tokens.weight", Words, Width).Norm("model.norm", bias: false).Linear("score", 3, Width, bias: false)
            .Layers("model.layers.#", (checkpoint, at) => checkpoint
                .Norm($"{at}.input_layernorm", bias: false).Norm($"{at}.post_attention_layernorm", bias: false)
                .Linear($"{at}.self_attn.q_proj", Width, Width, bias: false).Linear($"{at}.self_attn.k_proj", 16, Width, bias: false).Linear($"{at}.self_attn.v_proj", 16, Width, bias: false)
                .Linear($"{at}.self_attn.o_proj", Width, Width, bias: false)
                .Linear($"{at}.mlp.gate_proj", Inner, Width, bias: false).Linear($"{at}.mlp.up_proj", Inner, Width, bias: false).Linear($"{at}.mlp.down_proj", Width, Inner, bias: false))
            .Write(folder.Path, $$"""
                { "model_type": "turns", {{Sizes}}, "num_key_value_heads": 2, "norm_eps": 1e-5, "rms_norm": true, "max_position_embeddings": 64, "sliding_window": 16, "hidden_act": "silu",
                  "rope_parameters": { "full_attention": { "rope_theta": 1000000.0, "rope_type": "default" }, "sliding_attention": { "rope_theta": 10000.0, "rope_type": "default" } },
                  "layer_types": ["full_attention", "sliding_attention"] }
                """);
        var (schema, output) = Draft();

        Assert.Equal("""{"every":2,"first":"global","others":"local"}""", schema["layers"]!["pattern"]!.ToJsonString());
        Assert.Equal("""{"window":"window","rotary":{"base":"localBase"}}""", schema["layers"]!["kinds"]!["local"]!["blocks"]!["attention"]!.ToJsonString());
        Assert.Equal("globalBase", (string?)schema["layers"]!["kinds"]!["global"]!["blocks"]!["attention"]!["rotary"]!["base"]);
        Assert.Equal(("rms", true), ((string?)schema["finalNorm"]!["kind"], (bool)schema["fixed"]!["rms_norm"]!));
        Assert.Equal("""{"input":"lastToken","output":{"from":"/score","bias":false}}""", Head(schema, "sequenceClassification", "linear").ToJsonString());
        Assert.Contains("\nopens       ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void GPT_2_is_refused_with_all_of_its_transposed_maps()
    {
        new FamilyCheckpoint()
            .Tensor("transformer.wte.weight", Words, Width).Tensor("transformer.wpe.weight", 64, Width).Norm("transformer.ln_f")
            .Layers("transformer.h.#", (checkpoint, at) => checkpoint
                .Norm($"{at}.ln_1").Norm($"{at}.ln_2").Tensor($"{at}.attn.bias", 1, 1, 64, 64)
                .Tensor($"{at}.attn.c_attn.weight", Width, 96).Tensor($"{at}.attn.c_attn.bias", 96).Tensor($"{at}.attn.c_proj.weight", Width, Width).Tensor($"{at}.attn.c_proj.bias", Width)
                .Tensor($"{at}.mlp.c_fc.weight", Width, 128).Tensor($"{at}.mlp.c_fc.bias", 128).Tensor($"{at}.mlp.c_proj.weight", 128, Width).Tensor($"{at}.mlp.c_proj.bias", Width))
            .Write(folder.Path, """{ "model_type": "gpt2", "vocab_size": 50, "n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 64 }""");
        var (status, _, error) = CalledCommand.Run("new-schema", "--from", folder.Path, "--output", folder.File("schema.json"));

        Assert.Equal(1, status);
        Assert.Contains("'transformer.h.0.attn.c_attn.weight' F32 [32, 96] has a bias of 96: it is stored as [inputs, outputs]", error, StringComparison.Ordinal);
        Assert.Contains("so are 'transformer.h.{layer}.mlp.c_fc.weight', 'transformer.h.{layer}.mlp.c_proj.weight'; ", error, StringComparison.Ordinal);
        Assert.Contains("'transformer.h.{layer}.attn.c_proj.weight', of which shapes do not tell", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_positions_a_checkpoint_does_not_simply_open()
    {
        new FamilyCheckpoint()
            .Tensor("core.embeddings.word_embeddings.weight", Words, Width).Norm("core.embeddings.LayerNorm")
            .Layers("core.encoder.layer.#", (checkpoint, at) =>
            {
                BertLayer(checkpoint, at);
                checkpoint.Norm($"{at}.attention.output.LayerNorm").Norm($"{at}.output.LayerNorm");
            })
            .Linear("pre_classifier", Width, Width).Linear("classifier", 3, Width)
            .Write(folder.Path, $$"""{ "model_type": "bare", {{Sizes}} }""");
        var (schema, output) = Draft();

        Assert.Contains("\nto mend     no positions found: the weights fit, but nothing says where a token stands (", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nopens ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nnext ", output, StringComparison.Ordinal);
        Assert.Equal(("/pre_classifier", "relu", "/classifier"), Of(Head(schema, "sequenceClassification", "dense")));

        static (string?, string?, string?) Of(JsonNode head) => ((string?)head["dense"]!["from"], (string?)head["activation"], (string?)head["output"]!["from"]);
    }

    private static JsonNode Attention(JsonNode schema) => schema["layers"]!["kinds"]!["layer"]!["blocks"]!["attention"]!;

    private static JsonNode Head(JsonNode schema, string task, string form) => schema["heads"]![task]![form]!;

    private static IEnumerable<string?> Ignored(JsonNode schema) => schema["checkpoint"]!["ignored"]!.AsArray().Select(path => (string?)path);

    private (JsonNode Schema, string Output) Draft()
    {
        var (status, output, error) = CalledCommand.Run("new-schema", "--from", folder.Path, "--output", folder.File("schema.json"));
        Assert.True(status == 0, output + error);
        return (JsonNode.Parse(File.ReadAllText(folder.File("schema.json")))!, output);
    }
}
