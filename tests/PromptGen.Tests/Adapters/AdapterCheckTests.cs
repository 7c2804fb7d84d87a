using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tests.Build;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Adapters;

public sealed class AdapterCheckTests : IDisposable
{
    private static readonly BertConfig Config = new()
    {
        VocabSize = 50, HiddenSize = 16, LayerCount = 2, HeadCount = 2, IntermediateSize = 24, MaxPositions = 32,
    };

    private readonly TemporaryFolder folder = new();
    private readonly Frozen<BertEncoder> bert = BertEncoder.Random(Config, 1);
    private readonly TextTokenizer tokenizer;

    public AdapterCheckTests()
    {
        File.WriteAllLines(folder.File("vocab.txt"), ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a"]);
        tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);
    }

    private string Folder => folder.File("adapter");

    public void Dispose()
    {
        bert.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(AdapterCheck.BaseModel, "another base model (SHA-256 of its weights): the adapter says 11, here it is ")]
    [InlineData(AdapterCheck.Tokenizer, "another tokenizer (SHA-256): the adapter says 11, here it is ")]
    [InlineData(AdapterCheck.Depth, "another number of layers: the adapter says 12, here it is 2")]
    [InlineData(AdapterCheck.Positions, "another position shift: the adapter says 1, here it is 3")]
    public void A_check_fails_and_is_forced_by_its_name_alone(AdapterCheck check, string message)
    {
        Write(card => check switch
        {
            AdapterCheck.BaseModel => card with { BaseModelFingerprint = "11" },
            AdapterCheck.Tokenizer => card with { TokenizerFingerprint = "11" },
            AdapterCheck.Depth => card with { LayerCount = 12 },
            _ => card with { PositionShift = 1 },
        });
        using var adapter = AdapterFolder.Read(Folder);
        foreach (var forced in new AdapterCheck[][] { [], [.. Enum.GetValues<AdapterCheck>().Where(other => other != check)] })
        {
            var error = Assert.Throws<AdapterException>(() => adapter.ClassifySequences(bert, tokenizer, new AdapterChecks(forced)));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Contains($"['{AdapterChecks.NameOf(check)}']", error.Message, StringComparison.Ordinal);
        }
        var checks = new AdapterChecks(check);
        adapter.ClassifySequences(bert, tokenizer, checks);
        Assert.Contains($"forced '{AdapterChecks.NameOf(check)}': the adapter was trained with {message}", Assert.Single(checks.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_the_encoder_has_not_is_refused_over_another_base_model()
    {
        Write(card => card with { BaseModelFingerprint = "11", Head = card.Head! with { InputDropout = 0.5 } });
        using var adapter = AdapterFolder.Read(Folder);
        var error = Assert.Throws<AdapterException>(() => adapter.ClassifySequences(bert, tokenizer, new AdapterChecks(AdapterCheck.BaseModel)));
        Assert.Contains("has a head that a Bert has not: 'classifier.weight', 'classifier.bias' ['head']", error.Message, StringComparison.Ordinal);
        adapter.ClassifySequences(bert, tokenizer, new AdapterChecks(AdapterCheck.BaseModel, AdapterCheck.Head));

        Write(card => card with { Head = card.Head! with { InputDropout = 0.5 } });
        using var ownForm = AdapterFolder.Read(Folder);
        ownForm.ClassifySequences(bert, tokenizer);
    }

    [Fact]
    public void All_that_fails_is_named_at_once()
    {
        Write(card => card with { BaseModelFingerprint = "11", TokenizerFingerprint = "11", LayerCount = 12 });
        using var adapter = AdapterFolder.Read(Folder);
        var message = Assert.Throws<AdapterException>(() => adapter.ClassifySequences(bert, tokenizer)).Message;
        Assert.All(["['base-model']", "['tokenizer']", "['depth']"], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_would_not_fit_cannot_be_forced()
    {
        var all = () => new AdapterChecks(Enum.GetValues<AdapterCheck>());
        void Refused(Func<AdapterCard, AdapterCard> change, Frozen<BertEncoder> over, string message)
        {
            Write(change);
            using var adapter = AdapterFolder.Read(Folder);
            Assert.Contains(message, Assert.Throws<AdapterException>(() => adapter.ClassifySequences(over, tokenizer, all())).Message, StringComparison.Ordinal);
        }

        Refused(card => card with { Architecture = "Roberta" }, bert, "another encoder: the adapter says Roberta, here it is Bert");
        Refused(card => card with { PromptedLayers = [0, 2] }, bert, "prompts layer 2; this Bert has 2 layers");
        Refused(card => card with { PromptedLayers = [0] }, bert, "The prefix has the shape [3, 64]");
        using var fourHeads = BertEncoder.Random(Config with { HeadCount = 4 }, 1);
        Refused(card => card, fourHeads, "its prefix is divided into 2 heads; this Bert has 4");
        using var threeLayers = BertEncoder.Random(Config with { LayerCount = 3 }, 1);
        Refused(card => card with { PromptedLayers = null }, threeLayers, "The prefix has the shape [3, 64]");
        using var threePositions = BertEncoder.Random(Config with { MaxPositions = 3 }, 1);
        Refused(card => card, threePositions, "has a prefix of 3, which leaves no position for a token; this Bert has 3 in all");

        Write(card => card);
        using var rows = AdapterFolder.Read(Folder);
        Assert.Contains("another head", Assert.Throws<AdapterException>(() => rows.ClassifyTokens(bert, tokenizer, all())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_a_note()
    {
        Write(card => card with { BaseModelFingerprint = null, TokenizerFingerprint = null, LayerCount = null, MaxTokens = null, Training = null });
        using var adapter = AdapterFolder.Read(Folder);
        var checks = new AdapterChecks();
        adapter.ClassifySequences(bert, tokenizer, checks);
        Assert.Equal(
            [
                "the adapter does not say with which base model (SHA-256 of its weights) it was trained, so 'base-model' was not checked",
                "the adapter does not say with which tokenizer (SHA-256) it was trained, so 'tokenizer' was not checked",
                "the adapter does not say with which number of layers it was trained, so 'depth' was not checked",
            ], checks.Notes);
        var withoutTokenizer = new AdapterChecks();
        adapter.ClassifySequences(bert, null, withoutTokenizer);
        Assert.Contains("'tokenizer' was not checked: no tokenizer was given", withoutTokenizer.Notes);
    }

    private void Write(Func<AdapterCard, AdapterCard> change)
    {
        var model = bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 2)).Evaluated();
        AdapterFolder.Write(Folder, model, change(OwnAdapter.Card(bert, model.Prefix, model.Head.Form, "no", "yes") with { TokenizerFingerprint = tokenizer.Fingerprint }), null);
    }
}
