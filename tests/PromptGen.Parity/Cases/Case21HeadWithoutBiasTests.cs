using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using PromptGen.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Parity.Cases;

/// <summary>An output layer without bias, as Hugging Face's decoders that classify have it; and what is compared where no head fits.</summary>
public class Case21HeadWithoutBiasTests
{
    private const string Name = "21-head-without-bias";

    [Fact]
    public void A_head_without_bias_is_compared()
    {
        var report = CaseFolder.Verify(Name);
        CaseFolder.AssertHolds(report);
        Assert.Contains("logits", report.Comparisons.Select(c => c.Quantity));
    }

    [Fact]
    public void A_head_with_one_is_told_from_it()
    {
        using var doctored = Changed(tensors => tensors.Add("score.bias", tensor(new[] { 1f, 2f, 3f })));
        var report = Assert.Single(doctored.Verify(CaseFolder.Encoders));
        // The recorded logits are without these biases.
        Assert.Equal(3, report.Comparisons.Single(c => c.Quantity == "logits").Error, 1e-4);
        Assert.DoesNotContain(report.Comparisons, c => !c.Holds && c.Quantity.StartsWith("hidden.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bias_that_a_form_does_not_have_is_not_dropped()
    {
        using var doctored = Changed(tensors => tensors.Add("score.bias", zeros(3)));
        var form = new HeadForm(HeadTask.SequenceClassification, HeadInput.LastToken, "score") { OutputWithoutBias = true };
        var error = Assert.Throws<CheckpointException>(() => CheckpointFolder.ReadHead(doctored.Folder, form));
        Assert.EndsWith("model.safetensors: has 'score.bias', and the form of head that was asked for has no such bias.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_fitting_head_the_encoder_is_compared_and_the_head_s_tensors_are_named()
    {
        using var doctored = Changed(tensors =>
        {
            tensors.Add("classifier.weight", tensors["score.weight"]);
            tensors.Remove("score.weight");
        });
        var report = Assert.Single(doctored.Verify(CaseFolder.Encoders));

        Assert.Equal(["hidden.0", "hidden.1", "hidden.2"], report.Comparisons.Select(c => c.Quantity));
        Assert.All(report.Comparisons, c => Assert.True(c.Holds));
        Assert.Equal(
            [
                "'logits', 'loss' are not compared: the schema has no head for seq_cls whose tensors model.safetensors holds: "
                    + "wanted 'score.weight' or 'score.weight', 'score.bias'; beside the encoder there is 'classifier.weight' [3, 32]",
            ], report.NotRun);
        Assert.False(report.Holds);
    }

    [Fact]
    public void A_case_that_recorded_no_more_than_the_encoder_gives_needs_no_head()
    {
        using var doctored = new DoctoredCase(CaseFolder.Of(Name), "case").Describe(meta => meta.Remove("task")).Record(tensors =>
        {
            tensors.Remove("plain.logits");
            tensors.Remove("plain.loss");
        });
        CaseFolder.AssertHolds(Assert.Single(doctored.Verify(CaseFolder.Encoders)));
    }

    [Fact]
    public void A_prefix_is_compared_without_a_head_too()
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(meta => meta["task"] = JsonValue.Create("ranking"));
        var report = doctored.Verify().Single(report => report.Variant == "prefix");
        Assert.Equal(["hidden.0", "hidden.1", "hidden.2", "hidden.3", "past_key_values"], report.Comparisons.Select(c => c.Quantity));
        Assert.All(report.Comparisons, c => Assert.True(c.Holds));
    }

    private static DoctoredCase Changed(Action<Dictionary<string, Tensor>> change) => new DoctoredCase(CaseFolder.Of(Name), "case").Record(change, "model.safetensors");
}
