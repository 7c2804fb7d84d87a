using System.Text.Json.Nodes;
using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tests.Build;
using PromptGen.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

public sealed class AdapterTests : IDisposable
{
    private static readonly BertConfig Config = new()
    {
        VocabSize = 50, HiddenSize = 16, LayerCount = 4, HeadCount = 2, IntermediateSize = 24, MaxPositions = 32,
    };

    private readonly TemporaryFolder folder = new();
    private readonly Frozen<BertEncoder> bert = BertEncoder.Random(Config, 1);
    private readonly TextTokenizer tokenizer;

    public AdapterTests()
    {
        File.WriteAllLines(folder.File("vocab.txt"), ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a"]);
        tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);
    }

    private string Adapter => folder.File("adapter");

    public void Dispose()
    {
        bert.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("all", Reparameterization.None)]
    [InlineData("last-2", Reparameterization.Mlp)]
    [InlineData("0,3", Reparameterization.None)]
    public void What_is_written_is_what_is_read_and_answers_the_same(string depth, Reparameterization reparameterization)
    {
        var model = Model(depth, reparameterization);
        AdapterFolder.Write(Adapter, model, Card(model), "some/model");
        using var adapter = AdapterFolder.Read(Adapter);
        var again = adapter.ClassifySequences(bert, tokenizer);

        using var noGrad = no_grad();
        var input = new TokenInput(tensor(new long[] { 2, 5, 5, 3, 2, 5, 3, 0 }, [2, 4]), tensor(new long[] { 1, 1, 1, 1, 1, 1, 1, 0 }, [2, 4]));
        Assert.Equal(model.Logits(input).data<float>().ToArray(), again.Logits(input).data<float>().ToArray());
        Assert.Equal(model.Prefix!.PromptedLayers, again.Prefix!.PromptedLayers);
        Assert.Equal(Reparameterization.None, again.Prefix.Options.Reparameterization);
        Assert.Equal(["no", "yes"], adapter.Card.Labels);
    }

    [Fact]
    public void The_files_have_the_names_and_layout_of_PEFT()
    {
        var model = Model("all", Reparameterization.None);
        AdapterFolder.Write(Adapter, model, Card(model), "some/model");

        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Adapter, "adapter_config.json")))!;
        Assert.Equal("PREFIX_TUNING", (string?)config["peft_type"]);
        Assert.Equal("SEQ_CLS", (string?)config["task_type"]);
        Assert.Equal(3, (int?)config["num_virtual_tokens"]);
        Assert.Equal(4, (int?)config["num_layers"]);
        Assert.Equal(2, (int?)config["num_attention_heads"]);
        Assert.Equal(16, (int?)config["token_dim"]);

        using var file = SafeTensorsFile.Open(Path.Combine(Adapter, "adapter_model.safetensors"));
        Assert.Equal(
            ["base_model.classifier.bias [2]", "base_model.classifier.weight [2, 16]", "prompt_embeddings [3, 128]"],
            file.Tensors.Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}]").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Keys_and_values_lie_in_the_file_as_the_minimal_adapters_that_PEFT_reads_hold_them()
    {
        // prompt_embeddings is the recorded prefix_encoder.embedding.weight, number by number (peft/README.md).
        using var recorded = SafeTensorsFile.Open(Path.Combine(Repository.Fixture("bert_seq_cls"), "io.safetensors"));
        var flat = recorded.Read("prefix.prefix_encoder.embedding.weight");
        using var frozen = BertEncoder.Open(Repository.Fixture("bert_seq_cls"));
        var prefix = Prefix<BertEncoder>.FromFlat(frozen, new PrefixOptions { Length = 5 }, flat);
        var model = frozen.Prompt(prefix, new SequenceClassificationHead<BertEncoder>(frozen, 3));
        AdapterFolder.Write(Adapter, model, Card(model) with { Labels = ["a", "b", "c"] }, null);

        using var written = SafeTensorsFile.Open(Path.Combine(Adapter, "adapter_model.safetensors"));
        Assert.Equal(flat.data<float>().ToArray(), written.Read("prompt_embeddings").data<float>().ToArray());
    }

    [Theory]
    [InlineData("architecture", "\"Roberta\"", "another encoder: the adapter says Roberta, here it is Bert")]
    [InlineData("baseModelFingerprint", "\"00\"", "another base model")]
    [InlineData("tokenizerFingerprint", "\"00\"", "another tokenizer")]
    [InlineData("promptedLayers", "[0, 1, 9]", "prompts layer 9; this Bert has 4 layers")]
    [InlineData("promptedLayers", "[0, 1]", "The prefix has the shape [3, 128]")]
    [InlineData("prefixLength", "5", "another position shift: the adapter says 3, here it is 5")]
    [InlineData("prefixLength", "0", "expected layers where there is a prefix, and none without one")]
    [InlineData("layerCount", "12", "another number of layers: the adapter says 12, here it is 4")]
    [InlineData("headCount", "4", "its prefix is divided into 4 heads; this Bert has 2")]
    [InlineData("positionShift", "0", "another position shift")]
    [InlineData("labels", "[\"a\", \"b\", \"c\"]", "tensor 'base_model.classifier.weight' is [2, 16]; this head takes [3, 16]")]
    [InlineData("labels", "null", "is not an adapter's description")]
    [InlineData("head", "null", "holds 'base_model.classifier.weight', and 'head' in promptgen.json is null")]
    [InlineData("labels", "[\"a\", \"a\"]", "each named and each once")]
    [InlineData("format", "2", "has format 2; this version reads format 1")]
    public void What_does_not_fit_is_named(string member, string value, string message)
    {
        var model = Model("all", Reparameterization.None);
        AdapterFolder.Write(Adapter, model, Card(model), null);
        var path = Path.Combine(Adapter, "promptgen.json");
        var card = JsonNode.Parse(File.ReadAllText(path))!;
        card[member] = JsonNode.Parse(value);
        File.WriteAllText(path, card.ToJsonString());

        var error = Assert.Throws<AdapterException>(() =>
        {
            using var adapter = AdapterFolder.Read(Adapter);
            adapter.ClassifySequences(bert, tokenizer);
        });
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Adapter, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_for_sequences_does_not_label_tokens()
    {
        var model = Model("all", Reparameterization.None);
        AdapterFolder.Write(Adapter, model, Card(model), null);
        using var adapter = AdapterFolder.Read(Adapter);
        var error = Assert.Throws<AdapterException>(() => adapter.ClassifyTokens(bert, tokenizer));
        Assert.Contains("another head: the adapter says SequenceClassification, here it is TokenClassification", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("promptgen.json")]
    [InlineData("adapter_model.safetensors")]
    public void A_damaged_file_is_named(string file)
    {
        var model = Model("all", Reparameterization.None);
        AdapterFolder.Write(Adapter, model, Card(model), null);
        var path = Path.Combine(Adapter, file);
        File.WriteAllText(path, "{ \"format\": ");
        Assert.StartsWith(path, Assert.Throws<AdapterException>(() => AdapterFolder.Read(Adapter)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named_and_without_ours_a_folder_is_PEFTs()
    {
        var model = Model("all", Reparameterization.None);
        AdapterFolder.Write(Adapter, model, Card(model), null);
        File.Delete(Path.Combine(Adapter, "promptgen.json"));
        using (var adapter = AdapterFolder.Read(Adapter)) Assert.Equal(["LABEL_0", "LABEL_1"], adapter.Card.Labels);
        File.Delete(Path.Combine(Adapter, "adapter_config.json"));
        Assert.Contains("promptgen.json, or PEFT's adapter_config.json", Assert.Throws<AdapterException>(() => AdapterFolder.Read(Adapter)).Message, StringComparison.Ordinal);
        AdapterFolder.Write(folder.File("other"), model, Card(model), null);
        File.Delete(Path.Combine(folder.File("other"), "adapter_model.safetensors"));
        Assert.Contains("adapter_model.safetensors: cannot be read", Assert.Throws<AdapterException>(() => AdapterFolder.Read(folder.File("other"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_replaces_an_adapter_and_nothing_else_and_leaves_nothing_beside_it()
    {
        var model = Model("all", Reparameterization.None);
        AdapterFolder.Write(Adapter, model, Card(model), null);
        AdapterFolder.Write(Adapter, model, Card(model) with { MaxTokens = 9 }, null);
        using (var adapter = AdapterFolder.Read(Adapter)) Assert.Equal(9, adapter.Card.MaxTokens);
        Assert.Equal(["adapter", "vocab.txt"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());

        var other = folder.File("other");
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "notes.txt"), "mine");
        Assert.Throws<AdapterException>(() => AdapterFolder.Write(other, model, Card(model), null));
        Assert.Equal(["notes.txt"], Directory.GetFiles(other).Select(Path.GetFileName));
    }

    private PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> Model(string depth, Reparameterization reparameterization)
    {
        var options = new PrefixOptions
        {
            Length = 3, Depth = PrefixDepth.Parse(depth), Reparameterization = reparameterization, ReparameterizationSize = 8,
        };
        using var generator = new Generator(7);
        var model = bert.Prompt(new Prefix<BertEncoder>(bert, options, generator), new SequenceClassificationHead<BertEncoder>(bert, 2, generator: generator));
        model.Eval();
        return model;
    }

    private AdapterCard Card(PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model) => new()
    {
        Architecture = "Bert",
        BaseModelFingerprint = model.Backbone.Fingerprint(),
        TokenizerFingerprint = tokenizer.Fingerprint,
        MaxTokens = 16,
        Head = model.Head.Form,
        Labels = ["no", "yes"],
        PrefixLength = model.Prefix!.Length,
        PromptedLayers = model.Prefix.PromptedLayers,
        PositionShift = model.Prefix.Length,
        Training = new TrainingSummary
        {
            Reparameterization = "None", Epochs = 1, Steps = 1, BatchSize = 1, LearningRate = 1, Seed = 1, Examples = 1,
            TrainableParameters = 1, FrozenParameters = 1, FingerprintBefore = "00", FingerprintAfter = "00", Interrupted = false, Seconds = 1,
        },
    };
}
