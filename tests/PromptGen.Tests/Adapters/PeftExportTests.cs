using System.Text.Json.Nodes;
using PromptGen.Adapters;
using PromptGen.Adapters.Peft;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tests.Build;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>What is written for PEFT is, tensor by tensor and field by field, what PEFT was seen to read.</summary>
public sealed class PeftExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Own => folder.File("own");

    private string Exported => folder.File("exported");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_over_BERT() => AsPeftReads("bert_seq_cls", "[\"classifier\",\"score\"]", PeftFixture.Bert("minimal/bert_seq_cls"),
        bert => new SequenceClassificationHead<BertEncoder>(bert, 3), (adapter, bert) => adapter.ClassifySequences(bert, null), "a", "b", "c");

    [Fact]
    public void Tokens_over_BERT() => AsPeftReads("bert_tok_cls", "[\"classifier\",\"score\"]", PeftFixture.Bert("minimal/bert_tok_cls"),
        bert => new TokenClassificationHead<BertEncoder>(bert, 5), (adapter, bert) => adapter.ClassifyTokens(bert, null), "a", "b", "c", "d", "e");

    [Fact]
    public void Rows_over_RoBERTa_whose_pooler_becomes_a_part_of_the_head()
    {
        var whyNot = AsPeftReads("roberta_seq_cls", "[\"classifier\",\"score\"]", PeftFixture.Roberta("minimal/roberta_seq_cls"),
            roberta => new SequenceClassificationHead<RobertaEncoder>(roberta, 3), (adapter, roberta) => adapter.ClassifySequences(roberta, null), "a", "b", "c");
        Assert.Contains("has a head that reads the frozen pooler", whyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_over_RoBERTa_which_has_one_segment_only() => Assert.Null(AsPeftReads(
        "roberta_qa", "[\"qa_outputs\"]", PeftFixture.Roberta("minimal/roberta_qa"),
        roberta => new QuestionAnsweringHead<RobertaEncoder>(roberta), (adapter, roberta) => adapter.AnswerQuestions(roberta, null)));

    [Fact]
    public void Hidden_states()
    {
        using var roberta = PeftFixture.Roberta("minimal/roberta_features");
        var prefix = Recorded(roberta, "minimal/roberta_features");
        AdapterFolder.Write(Own, roberta.Prompt(prefix), OwnAdapter.Card(roberta, prefix, head: null), null);
        using var adapter = AdapterFolder.Read(Own);
        PeftFolder.Write(Exported, adapter, roberta, "golden/roberta_seq_cls");
        SameFiles("roberta_features", "null");
    }

    [Theory]
    [InlineData("bert_seq_cls")]
    [InlineData("bert_qa")]
    [InlineData("bert_tok_cls_mlp")]
    public void What_came_from_PEFT_goes_back_as_it_was(string name)
    {
        using var bert = PeftFixture.Bert(name);
        using var adapter = AdapterFolder.Read(PeftFixture.At(name));
        Assert.All(PeftFolder.Write(Exported, adapter, bert, null), phrase => Assert.StartsWith("the label names LABEL_0", phrase, StringComparison.Ordinal));
        SameTensors(PeftFixture.At(name));
        var (before, after) = (Config(PeftFixture.At(name)), Config(Exported));
        foreach (var field in new[] { "peft_type", "task_type", "num_virtual_tokens", "num_layers", "num_attention_heads", "token_dim", "num_transformer_submodules", "inference_mode" })
            Assert.True(JsonNode.DeepEquals(before[field], after[field]), field);
        Assert.Equal(before["modules_to_save"]!.AsArray().Select(module => (string?)module).Distinct(), after["modules_to_save"]!.AsArray().Select(module => (string?)module));
    }

    [Fact]
    public void What_PEFT_has_no_place_for_is_said_and_kept_beside_it()
    {
        using var bert = PeftFixture.Bert("minimal/bert_seq_cls");
        using var adapter = Adapter(bert, ["no", "\"yes\" ✓😀", "perhaps"], card => card with { LabelKind = LabelKind.Several });
        var lost = PeftFolder.Write(Exported, adapter, bert, "bert-tiny");
        Assert.Equal(
            ["the label names no, \"yes\" ✓😀, perhaps", "what the outputs mean, LabelKind Several", "the most tokens of a row, 16", "the fingerprint of the base model", "the fingerprint of the tokenizer", "how it was trained"],
            lost);
        var readme = File.ReadAllText(Path.Combine(Exported, "README.md"));
        Assert.Contains("AutoModelForSequenceClassification.from_pretrained(\"bert-tiny\", num_labels=3, id2label={0: \"no\", 1: \"\\\"yes\\\" ✓😀\", 2: \"perhaps\"}, problem_type=\"multi_label_classification\")", readme, StringComparison.Ordinal);
        Assert.Contains("most tokens of a row: 16", readme, StringComparison.Ordinal);
        Assert.Contains(bert.Fingerprint(), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void What_PEFT_would_compute_otherwise_is_refused()
    {
        using var bert = PeftFixture.Bert("minimal/bert_seq_cls");
        void Refused<THead>(PromptedModel<BertEncoder, THead> model, string[] labels, string message) where THead : Head<BertEncoder>
        {
            AdapterFolder.Write(Own, model, OwnAdapter.Card(bert, model.Prefix, model.Head.Form, labels), null);
            using var adapter = AdapterFolder.Read(Own);
            var error = Assert.Throws<AdapterException>(() => PeftFolder.Write(Exported, adapter, bert, null));
            Assert.StartsWith($"{Own}: cannot be written for PEFT: it {message}", error.Message, StringComparison.Ordinal);
            Assert.Equal(["own"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        }

        SequenceClassificationHead<BertEncoder> Rows() => new(bert, 2);
        Refused(bert.Prompt(OwnAdapter.Prefix(bert, depth: PrefixDepth.Last(2)), Rows()), ["a", "b"], "prompts the layers 1, 2, and PEFT prompts all 3");
        Refused(bert.Prompt(null, Rows()), ["a", "b"], "has no prefix");
        Refused(bert.Prompt(OwnAdapter.Prefix(bert), new MultipleChoiceHead<BertEncoder>(bert, 2)), [], "is for MultipleChoice, for which PEFT has no class");
        Refused(bert.Prompt(OwnAdapter.Prefix(bert), new LanguageModelHead<BertEncoder>(bert, TiedWords.OfEncoder<BertEncoder>())), [], "is for LanguageModel, for which PEFT has no class");
        Refused(bert.Prompt(OwnAdapter.Prefix(bert), new QuestionAnsweringHead<BertEncoder>(bert)), [], "was trained with TokenTypes Given, and PEFT runs 'QUESTION_ANS' with Zero");
        Refused(bert.Prompt(OwnAdapter.Prefix(bert), Rows()).WithTokenTypes(TokenTypeUse.Zero), ["a", "b"], "was trained with TokenTypes Zero, and PEFT runs 'SEQ_CLS' with Given");
    }

    [Fact]
    public void Another_encoder_under_the_model_type_of_BERT_is_none_of_PEFTs()
    {
        Assert.Equal("bert", PeftTask.ModelType(BertEncoder.Description));
        Assert.Null(PeftTask.ModelType(BertRelativeEncoder.Description));
        Assert.Null(PeftTask.ModelType(JinaBertEncoder.Description));
    }

    [Fact]
    public void DeBERTa_is_refused_both_ways()
    {
        using var deberta = DebertaEncoder.Random(new DebertaConfig
        {
            VocabSize = 50, HiddenSize = 16, LayerCount = 2, HeadCount = 2, IntermediateSize = 24, MaxPositions = 32,
            RelativeScores = PromptGen.Attention.RelativeScores.ContentToPosition,
        }, 1);
        var model = deberta.Prompt(OwnAdapter.Prefix(deberta), new TokenClassificationHead<DebertaEncoder>(deberta, 2)).Evaluated();
        Assert.Contains("for which PEFT's prefix tuning fails or has no effect", AdapterFolder.Write(Own, model, OwnAdapter.Card(deberta, model.Prefix, model.Head.Form, "a", "b"), null), StringComparison.Ordinal);
        using (var adapter = AdapterFolder.Read(Own))
            Assert.Contains("is over a Deberta", Assert.Throws<AdapterException>(() => PeftFolder.Write(Exported, adapter, deberta, null)).Message, StringComparison.Ordinal);

        using var fromPeft = AdapterFolder.Read(PeftFixture.At("bert_tok_cls"));
        var error = Assert.Throws<AdapterException>(() => fromPeft.ClassifyTokens(deberta, null));
        Assert.StartsWith(PeftFixture.At("bert_tok_cls"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GLM_is_refused_both_ways()
    {
        using var glm = GlmEncoder.Random(new GlmConfig { VocabSize = 50, HiddenSize = 16, LayerCount = 2, HeadCount = 4, SequenceLength = 32 }, seed: 1);
        var model = glm.Prompt(OwnAdapter.Prefix(glm), new SequenceClassificationHead<GlmEncoder>(glm, 2)).Evaluated();
        Assert.Contains("is over a Glm, for which PEFT's prefix tuning fails or has no effect", AdapterFolder.Write(Own, model, OwnAdapter.Card(glm, model.Prefix, model.Head.Form, "a", "b"), null), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Own, "adapter_config.json")));
        using (var adapter = AdapterFolder.Read(Own))
            Assert.Contains("cannot be written for PEFT: it is over a Glm", Assert.Throws<AdapterException>(() => PeftFolder.Write(Exported, adapter, glm, null)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Exported));

        using var fromPeft = AdapterFolder.Read(PeftFixture.At("bert_seq_cls"));
        Assert.Contains("['base-model']", Assert.Throws<AdapterException>(() => fromPeft.ClassifySequences(glm, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_files_is_not_touched()
    {
        using var bert = PeftFixture.Bert("minimal/bert_seq_cls");
        using var adapter = Adapter(bert, ["a", "b", "c"], card => card);
        Directory.CreateDirectory(Exported);
        PeftFolder.Write(Exported, adapter, bert, null);
        var before = File.ReadAllBytes(Path.Combine(Exported, "adapter_model.safetensors"));
        Assert.Contains("); choose another folder, nothing was changed.", Assert.Throws<AdapterException>(() => PeftFolder.Write(Exported, adapter, bert, null)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Exported, "adapter_model.safetensors")));
        Assert.Equal(["exported", "own"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    private Adapter Adapter(Frozen<BertEncoder> bert, string[] labels, Func<AdapterCard, AdapterCard> change)
    {
        var model = bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, labels.Length)).Evaluated();
        AdapterFolder.Write(Own, model, change(OwnAdapter.Card(bert, model.Prefix, model.Head.Form, labels)), null);
        return AdapterFolder.Read(Own);
    }

    /// <summary>The prefix and the head of a recorded case, saved, exported, compared with what PEFT was seen to read, and read again.</summary>
    /// <returns>Why PEFT cannot open our own folder.</returns>
    private string? AsPeftReads<TEncoder, THead>(
        string name, string modules, Frozen<TEncoder> backbone, Func<Frozen<TEncoder>, THead> newHead, Func<Adapter, Frozen<TEncoder>, PromptedModel<TEncoder, THead>> over, params string[] labels)
        where TEncoder : Encoder<TokenInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        using var noGrad = no_grad();
        using (backbone)
        {
            var head = newHead(backbone);
            head.Load(CheckpointFolder.ReadHead(PeftFixture.Base($"minimal/{name}"), head.Form)!);
            var prefix = Recorded(backbone, $"minimal/{name}");
            var model = backbone.Prompt(prefix, head).Evaluated();
            var whyNot = AdapterFolder.Write(Own, model, OwnAdapter.Card(backbone, prefix, head.Form, labels), null);

            using var adapter = AdapterFolder.Read(Own);
            PeftFolder.Write(Exported, adapter, backbone, "golden/base");
            SameFiles(name, modules);
            using var back = AdapterFolder.Read(Exported);
            using var io = SafeTensorsFile.Open(Path.Combine(PeftFixture.Base($"minimal/{name}"), "io.safetensors"));
            foreach (var batch in new[] { 0, 1 })
                Assert.Equal(PeftFixture.Numbers(model.Logits(PeftFixture.Input(io, batch))), PeftFixture.Numbers(over(back, backbone).Logits(PeftFixture.Input(io, batch))));
            return whyNot;
        }
    }

    private static Prefix<TEncoder> Recorded<TEncoder>(Frozen<TEncoder> backbone, string name) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        using var io = SafeTensorsFile.Open(Path.Combine(PeftFixture.Base(name), "io.safetensors"));
        return Prefix<TEncoder>.FromFlat(backbone, new PrefixOptions { Length = 5 }, io.Read("prefix.prefix_encoder.embedding.weight"));
    }

    private void SameFiles(string minimal, string modules)
    {
        SameTensors(PeftFixture.At($"minimal/{minimal}"));
        var config = Config(Exported);
        foreach (var (field, value) in Config(PeftFixture.At($"minimal/{minimal}"))) Assert.True(JsonNode.DeepEquals(value, config[field]), field);
        Assert.Equal(modules, config["modules_to_save"]?.ToJsonString() ?? "null");
        Assert.Equal((3, 4, 32, 1, true, false), ((int)config["num_layers"]!, (int)config["num_attention_heads"]!, (int)config["token_dim"]!,
            (int)config["num_transformer_submodules"]!, (bool)config["inference_mode"]!, (bool)config["prefix_projection"]!));
        Assert.Equal(["README.md", "adapter_config.json", "adapter_model.safetensors"], Directory.GetFiles(Exported).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private void SameTensors(string other)
    {
        using var expected = SafeTensorsFile.Open(Path.Combine(other, "adapter_model.safetensors"));
        using var written = SafeTensorsFile.Open(Path.Combine(Exported, "adapter_model.safetensors"));
        Assert.Equal("pt", written.Metadata["format"]);
        Assert.Equal(Names(expected), Names(written));
        foreach (var tensor in expected.Tensors) Assert.Equal(PeftFixture.Numbers(expected.Read(tensor.Name)), PeftFixture.Numbers(written.Read(tensor.Name)));

        static IEnumerable<string> Names(SafeTensorsFile file) => file.Tensors.Select(tensor => $"{tensor.Name} {tensor}").Order(StringComparer.Ordinal);
    }

    private static JsonObject Config(string of) => JsonNode.Parse(File.ReadAllText(Path.Combine(of, "adapter_config.json")))!.AsObject();
}
