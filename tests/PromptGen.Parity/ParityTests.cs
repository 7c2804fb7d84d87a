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

    private static readonly string[] Head = ["classifier.weight", "classifier.bias"];

    private static readonly string[] Embedding = ["prefix_encoder.embedding.weight"];

    private static readonly string[] Mlp =
        [.. Embedding, "prefix_encoder.trans.0.weight", "prefix_encoder.trans.0.bias", "prefix_encoder.trans.2.weight", "prefix_encoder.trans.2.bias"];

    private static readonly Lazy<IReadOnlyList<VariantReport>> Reports =
        new(() => [.. new Verifier(new EncoderRegistry(typeof(BertEncoder).Assembly)).Run(Repository.Fixtures)]);

    /// <summary>What the issue of parity lists.</summary>
    public static TheoryData<string, string> Variants
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in new[] { "bert_seq_cls", "bert_tok_cls", "roberta_seq_cls", "roberta_tok_cls" })
            foreach (var variant in new[] { "plain", "prefix", "prefix_mlp", "prefix0" })
                data.Add(name, variant);
            foreach (var name in new[] { "bert_depth_first1", "bert_depth_last1", "bert_depth_last2", "roberta_depth_last1" })
            foreach (var variant in new[] { "prefix", "prefix_mlp" })
                data.Add(name, variant);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_variant_gives_the_authors_numbers(string name, string variant)
    {
        var report = Report(name, variant);
        foreach (var kind in report.Comparisons.GroupBy(c => c.Quantity.Split('.')[0] is var first && first is "hidden" or "grad" or "after10" ? first : c.Quantity))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Key,-60} {kind.Max(c => c.Error):0.0e+00} of {kind.Max(c => c.Tolerance):0e+00}"));

        Assert.Empty(report.NotRun);
        Assert.All(report.Comparisons, comparison => Assert.True(comparison.Holds, comparison.ToString()));
        Assert.Empty(report.Meaningless);
        Assert.True(report.Holds);
    }

    [Fact]
    public void Nothing_is_run_but_what_is_listed_and_nothing_less() =>
        Assert.Equal(
            Variants.Select(row => $"{row[0]}/{row[1]}").Order(StringComparer.Ordinal),
            Reports.Value.Select(report => $"{report.Case}/{report.Variant}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("bert_seq_cls")]
    [InlineData("roberta_seq_cls")]
    public void A_prefix_is_compared_in_all_that_was_recorded_of_it(string name)
    {
        Expect(name, "prefix", [.. Forward(), "pooled", "past_key_values", .. Learning([.. Head, .. Embedding])]);
        Expect(name, "prefix_mlp", [.. Forward(), "pooled", "past_key_values", .. Learning([.. Head, .. Mlp])]);
        Expect(name, "prefix0", ["pooled", "logits", "loss", "loss_batch1", "loss in meta.json"]);
    }

    [Theory]
    [InlineData("bert_tok_cls")]
    [InlineData("roberta_tok_cls")]
    public void Labels_of_tokens_are_compared_in_all_that_was_recorded_of_them(string name)
    {
        Expect(name, "plain", [.. Forward(), .. Head.Select(tensor => $"grad.{tensor}")]);
        Expect(name, "prefix", [.. Forward(), "past_key_values", .. Learning([.. Head, .. Embedding])]);
        Expect(name, "prefix_mlp", [.. Forward(), "past_key_values", .. Learning([.. Head, .. Mlp])]);
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
            $"{root}.embeddings.LayerNorm", .. Enumerable.Range(0, 3).SelectMany(i => layer.Select(module => $"{root}.encoder.layer.{i}.{module}")),
            .. pooler is null ? [] : new[] { $"{root}.{pooler}" }, .. head,
        ];
        string[] trained =
        [
            .. new[] { "word", "position", "token_type" }.Select(table => $"{root}.embeddings.{table}_embeddings.weight"),
            .. modules.SelectMany(module => new[] { $"{module}.weight", $"{module}.bias" }),
        ];
        const string run = "full_finetune_trajectory_lr1e-4_torch_adamw";
        Expect(name, "plain",
        [
            .. Forward(), .. pooler is null ? [] : new[] { "pooled" }, .. trained.Select(tensor => $"grad.{tensor}"),
            $"{run}.loss_before", $"{run}.loss_after_on_batch0", $"{run}.grad_norm", "traj_fullft_lr1e-4.loss_before",
        ]);
    }

    private static string[] Forward() => [.. Hidden, "logits", "loss", "loss_batch1", "loss in meta.json"];

    /// <summary>Gradients, ten steps of both optimizers, and what the first made of the parameters.</summary>
    private static string[] Learning(string[] trained) =>
    [
        .. trained.Select(tensor => $"grad.{tensor}"), .. trained.Select(tensor => $"after10.{tensor}"), "traj.loss_before", "traj.loss_after_on_batch0",
        .. new[] { "trajectory_torch_adamw", "trajectory_hf_adamw" }
            .SelectMany(run => new[] { $"{run}.loss_before", $"{run}.loss_after_on_batch0", $"{run}.grad_norm" }),
    ];

    private static void Expect(string name, string variant, string[] quantities) =>
        Assert.Equal(quantities.Order(StringComparer.Ordinal), Report(name, variant).Comparisons.Select(c => c.Quantity).Order(StringComparer.Ordinal));

    private static VariantReport Report(string name, string variant) => Reports.Value.Single(report => report.Case == name && report.Variant == variant);
}
