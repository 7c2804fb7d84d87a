using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>What PEFT computed with an adapter, PromptGen computes with the same files.</summary>
public sealed class PeftParityTests
{
    [Theory]
    [InlineData("bert_seq_cls")]
    [InlineData("bert_seq_cls_mlp")]
    public void Rows_over_BERT(string name) =>
        Holds<BertEncoder, SequenceClassificationHead<BertEncoder>>(name, PeftFixture.Bert(name), (adapter, bert) => adapter.ClassifySequences(bert, null));

    [Theory]
    [InlineData("roberta_seq_cls")]
    [InlineData("roberta_seq_cls_mlp")]
    public void Rows_over_RoBERTa_with_dense_and_out_proj(string name) =>
        Holds<RobertaEncoder, SequenceClassificationHead<RobertaEncoder>>(name, PeftFixture.Roberta(name), (adapter, roberta) => adapter.ClassifySequences(roberta, null));

    [Theory]
    [InlineData("bert_tok_cls")]
    [InlineData("bert_tok_cls_mlp")]
    public void Tokens_over_BERT(string name) =>
        Holds<BertEncoder, TokenClassificationHead<BertEncoder>>(name, PeftFixture.Bert(name), (adapter, bert) => adapter.ClassifyTokens(bert, null));

    [Fact]
    public void Tokens_over_RoBERTa() => Holds<RobertaEncoder, TokenClassificationHead<RobertaEncoder>>(
        "roberta_tok_cls", PeftFixture.Roberta("roberta_tok_cls"), (adapter, roberta) => adapter.ClassifyTokens(roberta, null));

    [Fact]
    public void Answers_over_BERT_in_the_first_segment_only()
    {
        Holds<BertEncoder, QuestionAnsweringHead<BertEncoder>>("bert_qa", PeftFixture.Bert("bert_qa"), (adapter, bert) => adapter.AnswerQuestions(bert, null));

        // The same prefix and head with the segments of the input is what PEFT does not do.
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var adapter = AdapterFolder.Read(PeftFixture.At("bert_qa"));
        using var bert = PeftFixture.Bert("bert_qa");
        using var io = SafeTensorsFile.Open(Path.Combine(PeftFixture.At("bert_qa"), "io.safetensors"));
        Assert.Equal(TokenTypeUse.Zero, adapter.Card.TokenTypes);
        var read = adapter.AnswerQuestions(bert, null);
        var model = bert.Prompt(read.Prefix, read.Head);
        foreach (var (quantity, here) in Quantities(model.Logits(PeftFixture.Input(io, 0)), "bert_qa"))
            PeftFixture.Close(io.Read($"with_token_types.{quantity}"), here);
    }

    [Theory]
    [InlineData("bert_seq_cls")]
    [InlineData("bert_tok_cls")]
    public void What_PEFT_reads_from_three_fields_gives_the_authors_numbers_over_BERT(string name)
    {
        if (name == "bert_seq_cls") Minimal<BertEncoder, SequenceClassificationHead<BertEncoder>>(name, PeftFixture.Bert($"minimal/{name}"), (adapter, bert) => adapter.ClassifySequences(bert, null));
        else Minimal<BertEncoder, TokenClassificationHead<BertEncoder>>(name, PeftFixture.Bert($"minimal/{name}"), (adapter, bert) => adapter.ClassifyTokens(bert, null));
    }

    [Theory]
    [InlineData("roberta_seq_cls")]
    [InlineData("roberta_qa")]
    public void What_PEFT_reads_from_three_fields_gives_the_authors_numbers_over_RoBERTa(string name)
    {
        if (name == "roberta_qa") Minimal<RobertaEncoder, QuestionAnsweringHead<RobertaEncoder>>(name, PeftFixture.Roberta($"minimal/{name}"), (adapter, roberta) => adapter.AnswerQuestions(roberta, null));
        else Minimal<RobertaEncoder, SequenceClassificationHead<RobertaEncoder>>(name, PeftFixture.Roberta($"minimal/{name}"), (adapter, roberta) => adapter.ClassifySequences(roberta, null));
    }

    [Fact]
    public void Hidden_states_without_a_head()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var roberta = PeftFixture.Roberta("minimal/roberta_features");
        using var adapter = AdapterFolder.Read(PeftFixture.At("minimal/roberta_features"));
        using var io = SafeTensorsFile.Open(Path.Combine(PeftFixture.Base("minimal/roberta_features"), "io.safetensors"));
        Assert.Null(adapter.Card.Head);
        PeftFixture.Close(io.Read("prefix.hidden.3"), adapter.Encode(roberta, null).Encode(PeftFixture.Input(io, 0)).LastHidden);
        var error = Assert.Throws<AdapterException>(() => adapter.ClassifySequences(roberta, null));
        Assert.Contains("another head: the adapter says none, here it is SequenceClassification", error.Message, StringComparison.Ordinal);
    }

    private static void Holds<TEncoder, THead>(string name, Frozen<TEncoder> backbone, Func<Adapter, Frozen<TEncoder>, PromptedModel<TEncoder, THead>> over)
        where TEncoder : Encoder<TokenInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using (backbone)
        {
            using var adapter = AdapterFolder.Read(PeftFixture.At(name));
            using var io = SafeTensorsFile.Open(Path.Combine(PeftFixture.At(name), "io.safetensors"));
            var model = over(adapter, backbone);
            foreach (var batch in new[] { 0, 1 })
            {
                var output = model.Encode(PeftFixture.Input(io, batch));
                foreach (var (quantity, here) in Quantities(model.Head.Logits(output), name))
                {
                    PeftFixture.Close(io.Read(batch == 0 ? quantity : $"inputs1_{quantity}"), here);
                    if (batch == 1) continue;
                    foreach (var contrast in new[] { "unshifted_positions", "no_prefix", "with_token_types" })
                        if (io.Find($"{contrast}.{quantity}") is not null) PeftFixture.Apart(io.Read($"{contrast}.{quantity}"), here);
                }
                if (batch == 0) PeftFixture.Close(io.Read("last_hidden_state"), output.LastHidden);
            }
            var keyValues = model.Prefix!.KeyValues(3);
            var stacked = stack([.. Enumerable.Range(0, backbone.LayerCount).SelectMany(i => new[] { keyValues.Layer(i)!.Key, keyValues.Layer(i)!.Value })]);
            Assert.Equal(PeftFixture.Numbers(io.Read("past_key_values")), PeftFixture.Numbers(stacked.expand(-1, 3, -1, -1, -1)));

            var bare = backbone.Prompt(null, model.Head).WithTokenTypes(model.TokenTypes);
            foreach (var (quantity, here) in Quantities(bare.Logits(PeftFixture.Input(io, 0)), name)) PeftFixture.Close(io.Read($"no_prefix.{quantity}"), here);
        }
    }

    private static void Minimal<TEncoder, THead>(string name, Frozen<TEncoder> backbone, Func<Adapter, Frozen<TEncoder>, PromptedModel<TEncoder, THead>> over)
        where TEncoder : Encoder<TokenInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using (backbone)
        {
            using var adapter = AdapterFolder.Read(PeftFixture.At($"minimal/{name}"));
            using var io = SafeTensorsFile.Open(Path.Combine(PeftFixture.Base($"minimal/{name}"), "io.safetensors"));
            var logits = over(adapter, backbone).Logits(PeftFixture.Input(io, 0));
            foreach (var (quantity, here) in Quantities(logits, name)) PeftFixture.Close(io.Read($"prefix.{quantity}"), here);
        }
    }

    private static IEnumerable<(string Name, Tensor Here)> Quantities(Tensor logits, string name) => name.EndsWith("_qa", StringComparison.Ordinal)
        ? [("start_logits", logits.select(2, 0)), ("end_logits", logits.select(2, 1))]
        : [("logits", logits)];
}
