using System.Text.Json.Nodes;
using PromptGen.Adapters;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tests.Build;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>What is known of an adapter that has PEFT's two files only, and what makes it none.</summary>
public sealed class PeftReadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Folder => folder.File("adapter");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_card_says_what_the_files_say_and_no_more()
    {
        using var adapter = AdapterFolder.Read(PeftFixture.At("roberta_seq_cls_mlp"));
        var card = adapter.Card;
        Assert.Equal(new HeadForm(HeadTask.SequenceClassification, HeadInput.FirstToken, "classifier.out_proj", "classifier.dense", Activation.Tanh), card.Head);
        Assert.Equal((5, 5, TokenTypeUse.Given), (card.PrefixLength, card.PositionShift, card.TokenTypes));
        Assert.Equal((3, 4), (card.LayerCount, card.HeadCount));
        Assert.Equal(["LABEL_0", "LABEL_1", "LABEL_2"], card.Labels);
        Assert.True((card.Architecture, card.BaseModelFingerprint, card.TokenizerFingerprint, card.MaxTokens, card.PromptedLayers, card.Training) is (null, null, null, null, null, null));
    }

    [Theory]
    [InlineData("""{"0": "no", "1": "perhaps", "2": "yes"}""", "no perhaps yes")]
    [InlineData("""{"2": "no", "0": "perhaps", "1": "yes"}""", "perhaps yes no")]
    [InlineData("""{"0": "no", "1": "yes"}""", "LABEL_0 LABEL_1 LABEL_2")]
    [InlineData("""{"1": "no", "2": "perhaps", "3": "yes"}""", "LABEL_0 LABEL_1 LABEL_2")]
    [InlineData("null", "LABEL_0 LABEL_1 LABEL_2")]
    public void Labels_have_the_names_of_the_base_model_if_it_has_as_many(string names, string expected)
    {
        Directory.CreateDirectory(folder.File("base"));
        File.WriteAllText(folder.File("base/config.json"), $$"""{"model_type": "bert", "id2label": {{names}}}""");
        using var adapter = AdapterFolder.Read(PeftFixture.At("bert_seq_cls"), folder.File("base"));
        Assert.Equal(expected.Split(' '), adapter.Card.Labels);
    }

    [Theory]
    [InlineData("""{"0": "no", "1": "no", "2": "yes"}""", "'id2label': The label 'no' is there twice")]
    [InlineData("""{"0": 7, "1": "no", "2": "yes"}""", "'id2label' is 7; expected an object of texts")]
    [InlineData("[]", "'id2label' is an array; expected an object of texts")]
    [InlineData("""{"0": "\ud800", "1": "no", "2": "yes"}""", "'id2label' holds a text that is not valid Unicode")]
    public void Labels_that_cannot_be_are_named_with_their_file(string names, string message)
    {
        Directory.CreateDirectory(folder.File("base"));
        File.WriteAllText(folder.File("base/config.json"), $$"""{"model_type": "bert", "id2label": {{names}}}""");
        var error = Assert.Throws<AdapterException>(() => AdapterFolder.Read(PeftFixture.At("bert_seq_cls"), folder.File("base")));
        Assert.StartsWith(folder.File("base"), error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void Other_floating_types_become_float32_without_another_rounding(ScalarType type)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var bert = PeftFixture.Bert("bert_seq_cls");
        float[] Logits(ScalarType? back)
        {
            var copy = PeftFixture.Copy("bert_seq_cls", folder.File($"{back}"));
            Rewrite(copy, tensors =>
            {
                foreach (var name in tensors.Keys.ToList()) tensors[name] = back is null ? tensors[name].to(type) : tensors[name].to(type).to(back.Value);
            });
            using var adapter = AdapterFolder.Read(copy);
            return PeftFixture.Numbers(adapter.ClassifySequences(bert, null).Logits(OwnAdapter.Input()));
        }

        Assert.Equal(Logits(ScalarType.Float32), Logits(null));
    }

    [Theory]
    [InlineData("peft_type", "\"LORA\"", "adapter_config.json: 'peft_type' is 'LORA'; expected 'PREFIX_TUNING'")]
    [InlineData("peft_type", "null", "adapter_config.json: has no 'peft_type'")]
    [InlineData("task_type", "null", "adapter_config.json: has no 'task_type', without which PEFT ignores prefix and head")]
    [InlineData("task_type", "\"CAUSAL_LM\"", "adapter_config.json: 'task_type' is 'CAUSAL_LM'; an encoder's is one of 'SEQ_CLS'")]
    [InlineData("task_type", "\"QUESTION_ANS\"", "adapter_model.safetensors: holds 'base_model.classifier.bias', 'base_model.classifier.weight' below 'base_model.'; the head of 'QUESTION_ANS' is 'base_model.qa_outputs.bias'")]
    [InlineData("num_virtual_tokens", "null", "adapter_config.json: has no 'num_virtual_tokens'")]
    [InlineData("num_virtual_tokens", "4", "'prompt_embeddings' is [5, 192]; adapter_config.json says that it has 4 rows")]
    [InlineData("num_layers", "2", "'prompt_embeddings' is [5, 192]; keys and values of 2 layers of width 32, as adapter_config.json has them, are 128 columns")]
    [InlineData("num_attention_heads", "3", "'num_attention_heads' 3 does not divide 'token_dim' 32")]
    [InlineData("num_attention_heads", "2", "its prefix is divided into 2 heads; this Bert has 4")]
    [InlineData("num_transformer_submodules", "2", "'num_transformer_submodules' is 2; an encoder has one stack of layers")]
    [InlineData("num_virtual_tokens", "\"5\"", "adapter_config.json: 'num_virtual_tokens' is '5'; expected a whole number, 1 or more")]
    public void A_configuration_of_something_else_is_named(string field, string value, string message)
    {
        PeftFixture.Copy("bert_seq_cls", Folder);
        var path = Path.Combine(Folder, "adapter_config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config[field] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());
        Refused(message);
    }

    [Theory]
    [InlineData("prompt_embeddings", "adapter_model.safetensors: has no tensor 'prompt_embeddings'")]
    [InlineData("base_model.classifier.bias", "adapter_model.safetensors: holds 'base_model.classifier.weight' below 'base_model.'; the head of 'SEQ_CLS' is "
        + "'base_model.classifier.bias', 'base_model.classifier.weight' or 'base_model.classifier.dense.bias'")]
    public void A_missing_tensor_is_named(string name, string message)
    {
        Rewrite(PeftFixture.Copy("bert_seq_cls", Folder), tensors => tensors.Remove(name));
        Refused(message);
    }

    [Fact]
    public void A_tensor_that_PEFT_would_put_over_the_base_models_is_refused()
    {
        Rewrite(PeftFixture.Copy("bert_seq_cls", Folder), tensors => tensors.Add("base_model.bert.pooler.dense.weight", zeros(32, 32)));
        Refused("'base_model.bert.pooler.dense.weight'");
    }

    [Fact]
    public void A_head_of_RoBERTa_is_not_put_over_BERT()
    {
        using var bert = PeftFixture.Bert("bert_seq_cls");
        using var adapter = AdapterFolder.Read(PeftFixture.At("roberta_seq_cls"));
        var error = Assert.Throws<AdapterException>(() => adapter.ClassifySequences(bert, null));
        Assert.Contains("has a head that a Bert has not: 'classifier.dense.weight'", error.Message, StringComparison.Ordinal);
        Assert.Contains("['head']", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_without_tensors_is_told_which_file_it_needs()
    {
        PeftFixture.Copy("bert_seq_cls", Folder);
        File.Delete(Path.Combine(Folder, "adapter_model.safetensors"));
        Assert.Contains("adapter_model.safetensors: cannot be read", Assert.Throws<AdapterException>(() => AdapterFolder.Read(Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PEFTs_folder_is_not_replaced_by_an_adapter_of_ours()
    {
        PeftFixture.Copy("bert_seq_cls", Folder);
        Assert.Contains("nothing was changed", Assert.Throws<AdapterException>(() => AdapterFolder.CheckTarget(Folder)).Message, StringComparison.Ordinal);
        Assert.True(AdapterFolder.IsAdapter(Folder));
    }

    private void Refused(string message)
    {
        using var bert = PeftFixture.Bert("bert_seq_cls");
        var error = Assert.Throws<AdapterException>(() =>
        {
            using var adapter = AdapterFolder.Read(Folder);
            adapter.ClassifySequences(bert, null);
        });
        Assert.StartsWith(Folder, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static void Rewrite(string adapter, Action<Dictionary<string, Tensor>> change)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(adapter, "adapter_model.safetensors");
        Dictionary<string, Tensor> tensors;
        using (var file = SafeTensorsFile.Open(path)) tensors = file.Tensors.ToDictionary(tensor => tensor.Name, tensor => file.Read(tensor.Name).clone());
        change(tensors);
        SafeTensorsWriter.Write(path, tensors.Select(pair => (pair.Key, pair.Value)));
    }
}
