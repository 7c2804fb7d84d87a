using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tests.Build;
using PromptGen.Tests.Predictions;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>An adapter from disk, made ready to predict, answers as the model that was written; or says why it cannot.</summary>
public sealed class ReadyAdapterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Frozen<BertEncoder> bert = SmallAdapters.Bert();
    private readonly TextTokenizer tokenizer;

    public ReadyAdapterTests()
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
    [InlineData(Reparameterization.None)]
    [InlineData(Reparameterization.Mlp)]
    public void Rows_are_answered_as_by_the_model_that_was_written(Reparameterization reparameterization)
    {
        var model = SmallAdapters.Classifier(bert, new PrefixOptions { Length = 3, Depth = PrefixDepth.Last(1), Reparameterization = reparameterization, ReparameterizationSize = 8 }, 1);
        Write(model);
        var answer = Assert.IsType<Prediction>(Predict(SmallAdapters.Text(7, 1)));
        Close(SmallAdapters.Alone(model, SmallAdapters.Text(7, 1)), answer.Probabilities);
        Assert.Equal(SmallAdapters.Labels[Prediction.Likeliest(answer.Probabilities)], answer.Label);
    }

    [Fact]
    public void Tokens_are_answered_as_by_the_model_that_was_written()
    {
        var model = SmallAdapters.Tagger(bert, new PrefixOptions { Length = 2 }, 2);
        Write(model);
        var answer = Assert.IsType<TokenPredictions>(Predict(SmallAdapters.Text(5, 2)));
        Close(SmallAdapters.Alone(model, SmallAdapters.Text(5, 2)), answer.Tokens.SelectMany(token => token.Probabilities));
    }

    [Fact]
    public void A_head_without_a_prefix_is_ready_too()
    {
        var model = SmallAdapters.Classifier(bert, prefix: null, 3);
        Write(model);
        Close(SmallAdapters.Alone(model, SmallAdapters.Text(4, 3)), Assert.IsType<Prediction>(Predict(SmallAdapters.Text(4, 3))).Probabilities);
    }

    [Fact]
    public void Segments_are_read_as_in_training()
    {
        var model = SmallAdapters.Classifier(bert, new PrefixOptions { Length = 2 }, 4);
        Write(model.WithTokenTypes(TokenTypeUse.Zero));
        var text = SmallAdapters.Text(6, 4);
        var inSecond = text with { TokenTypes = [0, 0, 0, 1, 1, 1] };
        var answer = Assert.IsType<Prediction>(Predict(inSecond)).Probabilities;
        Close(SmallAdapters.Alone(model, text), answer);
        Assert.Contains(SmallAdapters.Alone(model, inSecond).Zip(answer), pair => Math.Abs(pair.First - pair.Second) > 1e-3);
    }

    [Fact]
    public void Starts_and_ends_need_no_names()
    {
        var model = SmallAdapters.Model(bert, new PrefixOptions { Length = 2 }, new QuestionAnsweringHead<BertEncoder>(bert), 6);
        Write(model, card => card with { Labels = [] });
        using var adapter = AdapterFolder.Read(Folder);
        using var ready = adapter.Ready(bert, tokenizer);
        Assert.Equal((HeadTask.QuestionAnswering, 2), (ready.Task, ready.PrefixLength));
        Assert.IsType<SpanScores>(Predict(SmallAdapters.Text(6, 6)));
    }

    [Fact]
    public void A_check_is_forced_here_too()
    {
        var model = SmallAdapters.Classifier(bert, new PrefixOptions { Length = 2 }, 7);
        Write(model, card => card with { TokenizerFingerprint = "11" });
        using var adapter = AdapterFolder.Read(Folder);
        var checks = new AdapterChecks(AdapterCheck.Tokenizer);
        using var ready = adapter.Ready(bert, tokenizer, checks);
        Assert.Equal(SmallAdapters.Labels, ready.Labels);
        Assert.Contains("forced 'tokenizer'", Assert.Single(checks.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        void Refused<THead>(PromptedModel<BertEncoder, THead> model, Func<AdapterCard, AdapterCard> change, string message) where THead : Head<BertEncoder>
        {
            Write(model, change);
            using var adapter = AdapterFolder.Read(Folder);
            var error = Assert.Throws<AdapterException>(() => adapter.Ready(bert, tokenizer));
            Assert.StartsWith($"{Folder}: ", error.Message, StringComparison.Ordinal);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }

        var rows = SmallAdapters.Classifier(bert, new PrefixOptions { Length = 2 }, 5);
        Refused(rows, card => card with { BaseModelFingerprint = "11" }, "['base-model']");
        Refused(rows, card => card with { TokenizerFingerprint = "11" }, "['tokenizer']");
        Refused(bert.Prompt(rows.Prefix, new MultipleChoiceHead<BertEncoder>(bert, 2)), card => card with { Labels = [] }, "its head is for MultipleChoice; a pool predicts with heads for ");
    }

    private void Write<THead>(PromptedModel<BertEncoder, THead> model, Func<AdapterCard, AdapterCard>? change = null) where THead : Head<BertEncoder>
    {
        var card = OwnAdapter.Card(bert, model.Prefix, model.Head.Form, SmallAdapters.Labels) with { TokenizerFingerprint = tokenizer.Fingerprint };
        AdapterFolder.Write(Folder, model, change?.Invoke(card) ?? card, null);
    }

    /// <summary>Of what was read nothing is needed once it is ready.</summary>
    private Answer Predict(TokenizedText text)
    {
        using var pool = new AdapterPool<BertEncoder>(bert, paddingId: 0);
        using (var adapter = AdapterFolder.Read(Folder)) pool.Add("read", adapter.Ready(bert, tokenizer));
        Directory.Delete(Folder, recursive: true);
        return Assert.Single(pool.Predict([new PredictionRequest("read", text)]));
    }

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        foreach (var (a, b) in expected.Zip(actual)) Assert.Equal(a, b, 1e-5);
    }
}
