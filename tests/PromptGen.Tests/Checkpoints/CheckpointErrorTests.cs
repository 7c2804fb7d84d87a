using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Checkpoints;

public class CheckpointErrorTests
{
    private const string Table = "bert.embeddings.word_embeddings.weight";

    [Fact]
    public void Missing_weights_are_one_error_that_counts_them() => AssertNotThatBert(
        RewrittenCheckpoint.Rename(name => name.Contains("layer.1.") ? null : name),
        "16 of its weights are missing: 'bert.encoder.layer.1.attention.self.query.weight', 'bert.encoder.layer.1.attention.self.query.bias', "
        + "'bert.encoder.layer.1.attention.self.key.weight' and 13 more.");

    [Fact]
    public void A_layer_too_many_is_an_error() => AssertNotThatBert(
        tensors => tensors["bert.encoder.layer.3.output.dense.bias"] = ones(32),
        "'bert.encoder.layer.3.output.dense.bias' belongs to layer 3, counted from 0, and 3 layers are expected.");

    [Fact]
    public void A_stranger_inside_the_backbone_is_an_error() => AssertNotThatBert(
        tensors => tensors["bert.encoder.rel_embeddings.weight"] = ones(4, 32),
        "'bert.encoder.rel_embeddings.weight' lies in the backbone 'bert' and is no weight of a Bert, so the checkpoint is of another model.");

    [Fact]
    public void A_stranger_inside_a_backbone_without_root_is_an_error() => AssertNotThatBert(
        tensors =>
        {
            RewrittenCheckpoint.Rename(name => name.Replace("bert.", ""))(tensors);
            tensors["encoder.rel_embeddings.weight"] = ones(4, 32);
        },
        "'encoder.rel_embeddings.weight' lies in the backbone and is no weight of a Bert, so the checkpoint is of another model.");

    [Fact]
    public void A_misspelt_weight_is_both_missing_and_a_stranger() => AssertNotThatBert(
        RewrittenCheckpoint.Rename(name => name == Table ? "bert.embeddings.words.weight" : name),
        $"1 of its weights is missing: '{Table}'; "
        + "'bert.embeddings.words.weight' lies in the backbone 'bert' and is no weight of a Bert, so the checkpoint is of another model.");

    [Fact]
    public void Two_names_of_one_weight_are_an_error() => AssertNotThatBert(
        tensors => tensors["bert.embeddings.LayerNorm.gamma"] = ones(32),
        "'bert.embeddings.LayerNorm.gamma' lies in the backbone 'bert' and is no weight of a Bert, so the checkpoint is of another model.");

    [Fact]
    public void Half_a_pooler_is_an_error() => AssertNotThatBert(
        tensors => tensors.Remove("bert.pooler.dense.bias"), "1 of its weights is missing: 'bert.pooler.dense.bias'.");

    [Fact]
    public void A_wrong_shape_is_an_error() => AssertNotThatBert(
        tensors => tensors["bert.encoder.layer.0.intermediate.dense.weight"] = ones(32, 56),
        "'bert.encoder.layer.0.intermediate.dense.weight' is F32 [32, 56]; expected [56, 32].");

    [Fact]
    public void Weights_that_are_whole_numbers_are_an_error() => AssertNotThatBert(
        tensors => tensors[Table] = tensors[Table].to(ScalarType.Int8), $"'{Table}' is I8 [101, 32]; weights are F32, F16, BF16 or F64.");

    [Fact]
    public void A_configuration_of_other_sizes_is_an_error() => AssertNotThatBert(
        null, $"'{Table}' is F32 [101, 32]; expected [102, 32].", config => config.Replace("101", "102"));

    [Fact]
    public void Many_problems_are_one_error() => AssertNotThatBert(
        null,
        "'bert.embeddings.word_embeddings.weight' is F32 [101, 32]; expected [101, 64]; "
        + "'bert.embeddings.position_embeddings.weight' is F32 [64, 32]; expected [64, 64]; "
        + "'bert.embeddings.token_type_embeddings.weight' is F32 [2, 32]; expected [2, 64]; "
        + "'bert.embeddings.LayerNorm.weight' is F32 [32]; expected [64]; and 48 more such problems.",
        config => config.Replace("\"hidden_size\": 32", "\"hidden_size\": 64"));

    [Fact]
    public void Fewer_layers_than_the_file_has_are_an_error() => AssertNotThatBert(
        null,
        "'bert.encoder.layer.2.attention.output.LayerNorm.bias' belongs to layer 2, counted from 0, and 2 layers are expected; "
        + "'bert.encoder.layer.2.attention.output.LayerNorm.weight' belongs to layer 2, counted from 0, and 2 layers are expected; "
        + "'bert.encoder.layer.2.attention.output.dense.bias' belongs to layer 2, counted from 0, and 2 layers are expected; "
        + "'bert.encoder.layer.2.attention.output.dense.weight' belongs to layer 2, counted from 0, and 2 layers are expected; and 12 more such problems.",
        config => config.Replace("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 2"));

    [Theory]
    [InlineData("\"vocab_size\": 101", "\"vocab_size\": 0")]
    [InlineData("\"vocab_size\": 101", "\"vocab_size\": 2147483647")]
    [InlineData("\"intermediate_size\": 56", "\"intermediate_size\": 0")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 0")]
    public void Sizes_that_make_no_sense_are_checkpoint_errors(string from, string to)
    {
        using var checkpoint = new RewrittenCheckpoint(config: config => config.Replace(from, to));
        Assert.Throws<CheckpointException>(() => Frozen<BertEncoder>.Open(checkpoint.Folder));
    }

    [Theory]
    [InlineData("{ \"model_type\": \"\\ud800\" }")]
    [InlineData("{ \"\\ud800\": 1 }")]
    [InlineData("{ \"model_type\": \"bert\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_damaged_configuration_is_an_error_that_names_it(string text)
    {
        using var checkpoint = new RewrittenCheckpoint(config: _ => text);
        Assert.StartsWith(checkpoint.Config, Assert.Throws<CheckpointException>(() => Frozen<BertEncoder>.Open(checkpoint.Folder)).Message);
    }

    [Fact]
    public void Another_architecture_is_an_error_that_names_both() => AssertError(
        null, config => config.Replace("\"bert\"", "\"roberta\""),
        folder => $"{Path.Combine(folder, "config.json")}: 'model_type' is 'roberta'; a Bert is 'bert'.");

    [Fact]
    public void A_file_of_another_architecture_is_an_error() => AssertError(
        RewrittenCheckpoint.Rename(name => name.Replace("bert.", "transformer.h.")), null,
        folder => $"{Path.Combine(folder, "model.safetensors")}: holds no weight of a Bert; found 'transformer.h.embeddings.LayerNorm.bias', "
            + "'transformer.h.embeddings.LayerNorm.weight', 'transformer.h.embeddings.position_embeddings.weight' and 55 more; expected 'bert.embeddings.word_embeddings.weight' or 'embeddings.word_embeddings.weight'.");

    [Fact]
    public void A_file_that_is_cut_off_is_an_error()
    {
        using var checkpoint = new RewrittenCheckpoint();
        using (var file = File.OpenWrite(checkpoint.Weights)) file.SetLength(file.Length - 100);
        var error = Assert.Throws<CheckpointException>(() => Frozen<BertEncoder>.Open(checkpoint.Folder));
        Assert.StartsWith($"{checkpoint.Weights}: 'classifier.weight' is said to lie at bytes 122668 to 123052 of the data, which end after 122952 bytes", error.Message);
    }

    [Fact]
    public void A_folder_without_its_files_is_an_error()
    {
        using var folder = new TemporaryFolder();
        AssertMessage(folder.At("nowhere"), $"{folder.At("nowhere")}: there is no such folder; expected one with config.json and weights.");

        var error = Assert.Throws<CheckpointException>(() => Frozen<BertEncoder>.Open(folder.Path));
        Assert.StartsWith($"{folder.At("config.json")}: cannot be read", error.Message);

        File.Copy(Path.Combine(Repository.Fixture("bert_seq_cls"), "config.json"), folder.At("config.json"));
        AssertMessage(folder.Path, $"{folder.Path}: holds no weights; "
            + "looked for model.safetensors, model.safetensors.index.json, pytorch_model.bin, pytorch_model.bin.index.json.");
    }

    private static void AssertMessage(string folder, string expected) =>
        Assert.Equal(expected, Assert.Throws<CheckpointException>(() => Frozen<BertEncoder>.Open(folder)).Message);

    private static void AssertNotThatBert(Action<Dictionary<string, Tensor>>? change, string problems, Func<string, string>? config = null) =>
        AssertError(change, config, folder =>
            $"{Path.Combine(folder, "model.safetensors")}: is not the Bert that {Path.Combine(folder, "config.json")} describes: {problems}");

    private static void AssertError(Action<Dictionary<string, Tensor>>? change, Func<string, string>? config, Func<string, string> expected)
    {
        using var checkpoint = new RewrittenCheckpoint(change, config);
        var error = Assert.Throws<CheckpointException>(() => Frozen<BertEncoder>.Open(checkpoint.Folder));
        Assert.Equal(expected(checkpoint.Folder), error.Message);
    }
}
