using System.Globalization;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Verification;
using Xunit.Abstractions;

namespace PromptGen.Parity;

/// <summary>The numbers of the authors' code, by what <c>promptgen verify</c> runs.</summary>
public class ParityTests(ITestOutputHelper output)
{
    private static readonly string[] Hidden = ["hidden.0", "hidden.1", "hidden.2", "hidden.3"];

    private static readonly string[] Classifier = Both("classifier");

    private static readonly string[] PooledClassifier = [.. Both("pooler.dense"), .. Classifier];

    private static readonly string[] Answer = Both("qa_outputs");

    private static readonly string[] GlmClassifier = [.. Both("pool_layer"), .. Both("multichoice_head")];

    private static readonly string[] Embedding = ["prefix_encoder.embedding.weight"];

    private static readonly string[] Mlp = [.. Embedding, .. Both("prefix_encoder.trans.0"), .. Both("prefix_encoder.trans.2")];

    private static readonly Lazy<IReadOnlyList<VariantReport>> Reports =
        new(() => [.. new Verifier(new EncoderRegistry(typeof(BertEncoder).Assembly)).Run(Repository.Fixtures)]);

    /// <summary>What must hold: every recorded variant of the method, and of the encoders without it.</summary>
    public static TheoryData<string, string> Variants
    {
        get
        {
            (string[] Cases, string[] Variants)[] recorded =
            [
                (["bert_seq_cls", "bert_tok_cls", "bert_qa", "bert_mc"], ["plain", "prefix", "prefix_mlp", "prefix0"]),
                (["roberta_seq_cls", "roberta_tok_cls", "roberta_qa", "roberta_mc"], ["plain", "prefix", "prefix_mlp", "prefix0"]),
                (["deberta_seq_cls", "deberta_seq_cls_c2p", "deberta_tok_cls", "deberta_qa"], ["plain", "prefix", "prefix_mlp", "prefix0"]),
                (["deberta_mc"], ["prefix", "prefix_mlp", "prefix0"]),
                (["deberta_v2_seq_cls", "deberta_v2_tok_cls"], ["plain", "prefix", "prefix_mlp"]),
                (["bert_depth_first1", "bert_depth_last1", "bert_depth_last2", "roberta_depth_last1"], ["prefix", "prefix_mlp"]),
                (["deberta_depth_last1", "deberta_depth_last2"], ["prefix", "prefix_mlp"]),
                (["bert_mlm", "roberta_mlm"], ["plain", "prefix"]),
                (["glm_lm", "glm_seq_cls", "glm_multi_token_cloze"], ["plain", "kv", "kv_mlp"]),
                (["glm_lm_scale8", "glm_seq_cls_start", "glm_single_token_cloze"], ["plain", "kv"]),
            ];
            var data = new TheoryData<string, string>();
            foreach (var (cases, variants) in recorded)
            foreach (var name in cases)
            foreach (var variant in variants)
                data.Add(name, variant);
            return data;
        }
    }

    /// <summary>Prompts of other methods, which stand in the same files, and what of them says so.</summary>
    public static TheoryData<string, string, string> OtherMethods => new()
    {
        { "glm_lm", "mems", "mems" },
        { "glm_lm", "prompt_none", "glm.prompt_spell.spell_embeddings.weight" },
        { "glm_lm", "prompt_mlp", "glm.prompt_spell.spell_embeddings.weight" },
        { "glm_lm", "prompt_lstm", "glm.prompt_spell.spell_embeddings.weight" },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_variant_gives_the_authors_numbers(string name, string variant)
    {
        var report = Report(name, variant);
        foreach (var kind in report.Comparisons.GroupBy(c => c.Quantity.Split('.')[0] is var first && first is "hidden" or "grad" or "after10" ? first : c.Quantity))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Key,-60} {kind.Max(c => c.Error):0.0e+00} of {kind.Max(c => c.Tolerance):0e+00}"));

        Assert.Empty(report.NotRun);
        Assert.All(report.Comparisons, comparison => Assert.True(comparison.Holds, comparison.ToString()));
        Assert.Equal(
            Meaningless(name, variant).Select(bias => $"after10.{bias}: its true gradient is zero, and Adam makes steps of rounding noise"),
            report.Meaningless);
        Assert.True(report.Holds);
    }

    [Theory]
    [MemberData(nameof(OtherMethods))]
    public void Another_method_is_named_and_not_run(string name, string variant, string trained)
    {
        var report = Report(name, variant);
        Assert.Equal([$"it trained '{trained}', which belongs to no encoder, no head and no prefix of keys and values"], report.NotRun);
        Assert.Empty(report.Comparisons);
        Assert.False(report.Holds);
    }

    [Fact]
    public void Nothing_is_run_but_what_is_listed_and_nothing_less() =>
        Assert.Equal(
            Variants.Concat<object[]>(OtherMethods).Select(row => $"{row[0]}/{row[1]}").Order(StringComparer.Ordinal),
            Reports.Value.Select(report => $"{report.Case}/{report.Variant}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("bert_seq_cls")]
    [InlineData("roberta_seq_cls")]
    [InlineData("deberta_seq_cls")]
    [InlineData("deberta_seq_cls_c2p")]
    [InlineData("deberta_v2_seq_cls")]
    [InlineData("bert_depth_first1")]
    [InlineData("bert_depth_last1")]
    [InlineData("bert_depth_last2")]
    [InlineData("roberta_depth_last1")]
    [InlineData("deberta_depth_last1")]
    [InlineData("deberta_depth_last2")]
    public void A_prefix_is_compared_in_all_that_was_recorded_of_it(string name)
    {
        var head = PooledHead(name);
        Expect(name, "prefix", [.. Forward("pooled", "logits"), .. Learning([.. head, .. Embedding])]);
        Expect(name, "prefix_mlp", [.. Forward("pooled", "logits"), .. Learning([.. head, .. Mlp])]);
        ExpectBareHead(name, "pooled", "logits");
    }

    [Theory]
    [InlineData("bert_tok_cls")]
    [InlineData("roberta_tok_cls")]
    [InlineData("deberta_tok_cls")]
    [InlineData("deberta_v2_tok_cls")]
    public void Labels_of_tokens_are_compared_in_all_that_was_recorded_of_them(string name)
    {
        Expect(name, "plain", [.. Forward("logits"), .. Gradients(Classifier)]);
        Expect(name, "prefix", [.. Forward("logits"), .. Learning([.. Classifier, .. Embedding])]);
        Expect(name, "prefix_mlp", [.. Forward("logits"), .. Learning([.. Classifier, .. Mlp])]);
        ExpectBareHead(name, "logits");
    }

    [Theory]
    [InlineData("bert_qa")]
    [InlineData("roberta_qa")]
    [InlineData("deberta_qa")]
    public void Answers_are_compared_in_all_that_was_recorded_of_them(string name)
    {
        Expect(name, "plain", [.. Forward("start_logits", "end_logits"), .. Gradients(Answer)]);
        Expect(name, "prefix", [.. Forward("start_logits", "end_logits"), .. Learning([.. Answer, .. Embedding]).Except(["after10.qa_outputs.bias"])]);
        Expect(name, "prefix_mlp", [.. Forward("start_logits", "end_logits"), .. Learning([.. Answer, .. Mlp]).Except(["after10.qa_outputs.bias"])]);
        ExpectBareHead(name, "start_logits", "end_logits");
    }

    [Theory]
    [InlineData("bert_mc")]
    [InlineData("roberta_mc")]
    [InlineData("deberta_mc")]
    public void Choices_are_compared_in_all_that_was_recorded_of_them(string name)
    {
        var head = PooledHead(name);
        if (Recorded(name, "plain")) Expect(name, "plain", [.. Forward("pooled", "logits"), .. Gradients(head)]);
        Expect(name, "prefix", [.. Forward("pooled", "logits"), .. Learning([.. head, .. Embedding]).Except(["after10.classifier.bias"])]);
        Expect(name, "prefix_mlp", [.. Forward("pooled", "logits"), .. Learning([.. head, .. Mlp]).Except(["after10.classifier.bias"])]);
        ExpectBareHead(name, "pooled", "logits");
    }

    [Theory]
    [InlineData("bert_mlm", "bert", "cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm", "cls.predictions.bias")]
    [InlineData("roberta_mlm", "roberta", "lm_head.dense", "lm_head.layer_norm", "lm_head.bias")]
    public void Words_are_compared_with_a_head_that_is_frozen_under_a_prefix(string name, string root, string dense, string norm, string bias)
    {
        Expect(name, "plain", [.. Forward("logits"), .. Gradients([.. Both(dense), .. Both(norm), bias, $"{root}.embeddings.word_embeddings.weight"])]);
        Expect(name, "prefix", [.. Forward("logits"), .. Learning(Embedding)]);
    }

    [Fact]
    public void GLM_is_compared_before_and_after_its_final_norm_and_in_one_optimizer()
    {
        string[] forward = Forward("last_hidden", "logits");
        foreach (var name in new[] { "glm_lm_scale8", "glm_single_token_cloze", "glm_multi_token_cloze" }) Expect(name, "plain", forward);
        foreach (var name in new[] { "glm_lm", "glm_lm_scale8", "glm_single_token_cloze", "glm_multi_token_cloze" })
            Expect(name, "kv", [.. forward, .. FirstOptimizer(Embedding)]);
        foreach (var name in new[] { "glm_lm", "glm_multi_token_cloze" }) Expect(name, "kv_mlp", [.. forward, .. FirstOptimizer(Mlp)]);

        foreach (var name in new[] { "glm_seq_cls", "glm_seq_cls_start" })
        {
            Expect(name, "plain", [.. forward, .. Gradients(GlmClassifier)]);
            Expect(name, "kv", [.. forward, .. FirstOptimizer([.. GlmClassifier, .. Embedding])]);
        }
        Expect("glm_seq_cls", "kv_mlp", [.. forward, .. FirstOptimizer([.. GlmClassifier, .. Mlp])]);
    }

    [Theory]
    [InlineData("bert_seq_cls", "bert", "pooler.dense", "classifier")]
    [InlineData("roberta_seq_cls", "roberta", null, "classifier.dense", "classifier.out_proj")]
    public void The_whole_encoder_is_compared_in_every_gradient_and_in_full_fine_tuning(string name, string root, string? pooler, params string[] head)
    {
        string[] layer =
        [
            "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "attention.output.LayerNorm",
            "intermediate.dense", "output.dense", "output.LayerNorm",
        ];
        string[] modules =
        [
            $"{root}.embeddings.LayerNorm", .. Layers($"{root}.encoder.layer", layer), .. pooler is null ? [] : new[] { $"{root}.{pooler}" }, .. head,
        ];
        ExpectFullFineTuning(name, pooler is null ? Forward("logits") : Forward("pooled", "logits"),
        [
            .. new[] { "word", "position", "token_type" }.Select(table => $"{root}.embeddings.{table}_embeddings.weight"), .. modules.SelectMany(Both),
        ]);
    }

    [Theory]
    [InlineData("deberta_seq_cls", "pos_proj.weight", "pos_q_proj.weight", "pos_q_proj.bias")]
    [InlineData("deberta_seq_cls_c2p", "pos_proj.weight")]
    public void The_whole_of_DeBERTa_is_compared_with_the_projections_that_it_has(string name, params string[] positions)
    {
        string[] attention = ["in_proj.weight", "q_bias", "v_bias", .. positions];
        ExpectFullFineTuning(name, Forward("pooled", "logits"),
        [
            .. DebertaOutside,
            .. Layers("deberta.encoder.layer", [.. attention.Select(tensor => $"attention.self.{tensor}"), .. DebertaLayer.SelectMany(Both)]),
            .. PooledClassifier,
        ]);
    }

    [Fact]
    public void The_whole_of_DeBERTa_v2_is_compared_with_its_norm_of_distances_and_its_convolution()
    {
        string[] modules = [.. new[] { "query_proj", "key_proj", "value_proj" }.Select(projection => $"attention.self.{projection}"), .. DebertaLayer];
        ExpectFullFineTuning("deberta_v2_seq_cls", Forward("pooled", "logits"),
        [
            .. DebertaOutside, .. Layers("deberta.encoder.layer", modules).SelectMany(Both),
            .. new[] { "deberta.encoder.LayerNorm", "deberta.encoder.conv.conv", "deberta.encoder.conv.LayerNorm" }.SelectMany(Both), .. PooledClassifier,
        ]);
    }

    [Fact]
    public void The_whole_of_GLM_is_compared_in_every_gradient()
    {
        string[] modules =
        [
            .. Layers("glm.transformer.layers",
                ["input_layernorm", "attention.query_key_value", "attention.dense", "post_attention_layernorm", "mlp.dense_h_to_4h", "mlp.dense_4h_to_h"]),
            "glm.transformer.final_layernorm",
        ];
        string[] tables = ["glm.word_embeddings.weight", "glm.transformer.position_embeddings.weight", "glm.transformer.block_position_embeddings.weight"];
        Expect("glm_lm", "plain", [.. Forward("last_hidden", "logits"), .. Gradients([.. tables, .. modules.SelectMany(Both)])]);
    }

    private static string[] DebertaOutside =>
        ["deberta.embeddings.word_embeddings.weight", .. Both("deberta.embeddings.LayerNorm"), "deberta.encoder.rel_embeddings.weight"];

    private static string[] DebertaLayer => ["attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm"];

    /// <summary>The head on one vector for a row: DeBERTa's pooler is the head's own, and trained; the others' is frozen with the encoder.</summary>
    private static string[] PooledHead(string name) => name.StartsWith("deberta", StringComparison.Ordinal) ? PooledClassifier : Classifier;

    /// <summary>Softmax over tokens or choices does not see a bias that is the same for all of them.</summary>
    private static string[] Meaningless(string name, string variant) => (name.Split('_')[^1], variant) switch
    {
        ("qa", "prefix" or "prefix_mlp") => ["qa_outputs.bias"],
        ("mc", "prefix" or "prefix_mlp") => ["classifier.bias"],
        _ => [],
    };

    private static IEnumerable<string> Layers(string path, string[] names) => Enumerable.Range(0, 3).SelectMany(i => names.Select(name => $"{path}.{i}.{name}"));

    private static string[] Both(string module) => [$"{module}.weight", $"{module}.bias"];

    private static string[] Forward(params string[] outputs) => [.. Hidden, .. outputs, "loss", "loss_batch1", "loss in meta.json"];

    private static IEnumerable<string> Gradients(string[] trained) => trained.Select(tensor => $"grad.{tensor}");

    /// <summary>A prefix's keys and values, gradients, ten steps of both optimizers, and what the first made of the parameters.</summary>
    private static string[] Learning(string[] trained) => [.. FirstOptimizer(trained), .. Steps("trajectory_hf_adamw")];

    private static string[] FirstOptimizer(string[] trained) =>
    [
        "past_key_values", .. Gradients(trained), .. trained.Select(tensor => $"after10.{tensor}"), "traj.loss_before", "traj.loss_after_on_batch0",
        .. Steps("trajectory_torch_adamw"),
    ];

    private static string[] Steps(string run) => [$"{run}.loss_before", $"{run}.loss_after_on_batch0", $"{run}.grad_norm"];

    private static void ExpectFullFineTuning(string name, string[] forward, string[] trained) =>
        Expect(name, "plain", [.. forward, .. Gradients(trained), .. Steps("full_finetune_trajectory_lr1e-4_torch_adamw"), "traj_fullft_lr1e-4.loss_before"]);

    /// <summary>The authors' head on the encoder without a prefix, where that was recorded.</summary>
    private static void ExpectBareHead(string name, params string[] outputs)
    {
        if (Recorded(name, "prefix0")) Expect(name, "prefix0", [.. outputs, "loss", "loss_batch1", "loss in meta.json"]);
    }

    private static void Expect(string name, string variant, string[] quantities) =>
        Assert.Equal(quantities.Order(StringComparer.Ordinal), Report(name, variant).Comparisons.Select(c => c.Quantity).Order(StringComparer.Ordinal));

    private static bool Recorded(string name, string variant) => Variants.Any(row => row[0].Equals(name) && row[1].Equals(variant));

    private static VariantReport Report(string name, string variant) => Reports.Value.Single(report => report.Case == name && report.Variant == variant);
}
