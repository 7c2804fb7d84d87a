using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class ReadHeadTests
{
    private static readonly HeadForm Linear = Published(HeadTask.SequenceClassification).First(form => form.Dense is null);
    private static readonly HeadForm Dense = Published(HeadTask.SequenceClassification).First(form => form.Dense is not null);
    private static readonly HeadForm Words = Published(HeadTask.LanguageModel).First();

    [Fact]
    public void Names_and_shapes_are_those_of_a_head_of_that_form()
    {
        using var frozen = Frozen<BertEncoder>.Open(Repository.Fixture("bert_seq_cls"));
        foreach (var form in new[] { Linear, Dense })
        {
            using var head = new SequenceClassificationHead<BertEncoder>(frozen, labelCount: 3, form);
            // This RoBERTa has both forms; widths are those of the BERT.
            var read = CheckpointFolder.ReadHead(Repository.Fixture("roberta_seq_cls"), form)!;
            Assert.Equal(
                head.Parameters().Select(p => $"{p.Name} [{string.Join(", ", p.Parameter.shape)}]").Order(),
                read.Select(p => $"{p.Key} [{string.Join(", ", p.Value.shape)}]").Order());
        }
    }

    [Fact]
    public void A_head_that_is_all_the_encoders_own_has_no_tensors()
    {
        Assert.Equal(
            ["cls.predictions.transform.dense.weight", "cls.predictions.transform.dense.bias",
             "cls.predictions.transform.LayerNorm.weight", "cls.predictions.transform.LayerNorm.bias", "cls.predictions.bias"],
            Words.TensorNames());
        Assert.Empty(CheckpointFolder.ReadHead(Repository.Fixture("bert_seq_cls"), new HeadForm(HeadTask.LanguageModel, HeadInput.Tokens, Output: null))!);
    }

    private static IReadOnlyList<HeadForm> Published(HeadTask task)
    {
        using var frozen = Frozen<BertEncoder>.Open(Repository.Fixture("bert_seq_cls"));
        return [.. frozen.Heads.Where(form => form.Task == task)];
    }

    [Fact]
    public void A_checkpoint_without_such_a_head_gives_null()
    {
        Assert.Null(CheckpointFolder.ReadHead(Repository.Fixture("bert_seq_cls"), Dense));
        Assert.Null(CheckpointFolder.ReadHead(Repository.Fixture("bert_seq_cls"), new HeadForm(HeadTask.QuestionAnswering, HeadInput.Tokens, "qa_outputs")));
    }

    [Fact]
    public void Half_precision_becomes_float32()
    {
        using var checkpoint = new RewrittenCheckpoint(tensors => tensors["classifier.weight"] = full(3, 32, 1.5f).to(ScalarType.Float16));
        var weight = CheckpointFolder.ReadHead(checkpoint.Folder, Linear)!["classifier.weight"];
        Assert.Equal(ScalarType.Float32, weight.dtype);
        Assert.Equal(1.5f, weight[2, 31].item<float>());
    }

    [Theory]
    [InlineData("remove", "has no 'classifier.bias'; expected it beside 'classifier.weight'.")]
    [InlineData("width", "'classifier.bias' is F32 [4]; expected [3], as 'classifier.weight' is F32 [3, 32].")]
    [InlineData("axes", "'classifier.weight' is F32 [3]; expected two axes, [outputs, inputs].")]
    [InlineData("type", "'classifier.bias' is I64 [3]; weights are F32, F16, BF16 or F64.")]
    public void A_damaged_head_is_a_clear_error(string damage, string expected)
    {
        using var checkpoint = new RewrittenCheckpoint(tensors => _ = damage switch
        {
            "remove" => tensors.Remove("classifier.bias") ? tensors : null,
            "width" => Put(tensors, "classifier.bias", ones(4)),
            "axes" => Put(tensors, "classifier.weight", ones(3)),
            _ => Put(tensors, "classifier.bias", ones(3, ScalarType.Int64)),
        });
        var error = Assert.Throws<CheckpointException>(() => CheckpointFolder.ReadHead(checkpoint.Folder, Linear));
        Assert.Equal($"{checkpoint.Weights}: {expected}", error.Message);
    }

    private static Dictionary<string, Tensor> Put(Dictionary<string, Tensor> tensors, string name, Tensor tensor)
    {
        tensors[name] = tensor;
        return tensors;
    }
}
