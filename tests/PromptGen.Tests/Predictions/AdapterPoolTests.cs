using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Predictions;

public sealed class AdapterPoolTests : IDisposable
{
    private static readonly PrefixOptions Short = new() { Length = 2 }, Deep = new() { Length = 5, Depth = PrefixDepth.Last(1) };

    private readonly Frozen<BertEncoder> bert = SmallAdapters.Bert();
    private readonly AdapterPool<BertEncoder> pool;

    public AdapterPoolTests() => pool = new AdapterPool<BertEncoder>(bert, paddingId: 0, batchSize: 3);

    public void Dispose()
    {
        pool.Dispose();
        bert.Dispose();
    }

    [Fact]
    public void Each_request_is_answered_by_its_adapter_in_the_order_of_the_requests()
    {
        var classifier = SmallAdapters.Classifier(bert, Short, 1);
        var tagger = SmallAdapters.Tagger(bert, Deep, 2);
        pool.Add("classifier", ReadyAdapter.Of(classifier, SmallAdapters.Labels));
        pool.Add("tagger", ReadyAdapter.Of(tagger, SmallAdapters.Labels));
        TokenizedText[] texts = [SmallAdapters.Text(7, 1), SmallAdapters.Text(3, 2), SmallAdapters.Text(9, 3), SmallAdapters.Text(3, 4), SmallAdapters.Text(5, 5)];

        var answers = pool.Predict([.. texts.Select((text, i) => new PredictionRequest(i % 2 == 0 ? "classifier" : "tagger", text))]);

        for (var i = 0; i < texts.Length; i++)
        {
            if (i % 2 == 0)
            {
                var prediction = Assert.IsType<Prediction>(answers[i]);
                Close(SmallAdapters.Alone(classifier, texts[i]), prediction.Probabilities);
                Assert.Equal(SmallAdapters.Labels[Prediction.Likeliest(prediction.Probabilities)], prediction.Label);
            }
            else
            {
                var tokens = Assert.IsType<TokenPredictions>(answers[i]).Tokens;
                Assert.Equal(texts[i].Length, tokens.Count);
                Close(SmallAdapters.Alone(tagger, texts[i]), tokens.SelectMany(token => token.Probabilities));
            }
        }
    }

    [Fact]
    public void The_predictor_of_one_model_says_the_same()
    {
        var model = SmallAdapters.Classifier(bert, Short, 1);
        pool.Add("a", ReadyAdapter.Of(model, SmallAdapters.Labels));
        TokenizedText[] texts = [SmallAdapters.Text(7, 1), SmallAdapters.Text(3, 2), SmallAdapters.Text(9, 3), SmallAdapters.Text(3, 4)];

        var answers = pool.Predict([.. texts.Select(text => new PredictionRequest("a", text))]);
        Assert.Equal(
            new Predictor(3, 0).Predict(model, SmallAdapters.Labels, texts).Cast<Prediction>().Select(answer => answer.Probabilities),
            answers.Cast<Prediction>().Select(answer => answer.Probabilities));
    }

    [Fact]
    public void Nothing_of_the_model_is_needed_any_more_neither_MLP_nor_head()
    {
        var model = SmallAdapters.Classifier(bert, new PrefixOptions { Length = 3, Reparameterization = Reparameterization.Mlp, ReparameterizationSize = 8 }, 1);
        var text = SmallAdapters.Text(6, 1);
        var expected = SmallAdapters.Alone(model, text);
        var ready = ReadyAdapter.Of(model, SmallAdapters.Labels);
        model.Prefix!.Dispose();
        model.Head.Dispose();

        pool.Add("a", ready);
        Close(expected, Probabilities(pool.Predict([new("a", text)])[0]));
        Assert.Equal((3, 3), (ready.PrefixLength, ready.Prefix!.Slots(0)!.Value.Key.shape[0]));
    }

    [Fact]
    public void A_model_that_trains_on_does_not_change_what_is_ready()
    {
        var model = SmallAdapters.Classifier(bert, Short, 1);
        var text = SmallAdapters.Text(6, 1);
        var expected = SmallAdapters.Alone(model, text);
        pool.Add("a", ReadyAdapter.Of(model, SmallAdapters.Labels));
        using (TorchSharp.torch.no_grad())
            foreach (var (_, parameter) in model.Trainables.SelectMany(trainable => trainable.Parameters())) parameter.zero_();
        Close(expected, Probabilities(pool.Predict([new("a", text)])[0]));
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_names_the_known_ones()
    {
        Assert.Equal("There is no adapter 'c' in the pool, which is empty.", Assert.Throws<AdapterException>(() => pool.Predict([new("c", SmallAdapters.Text(3, 1))])).Message);
        Add("b");
        Add("a");
        var error = Assert.Throws<AdapterException>(() => pool.Predict([new("a", SmallAdapters.Text(3, 1)), new("c", SmallAdapters.Text(3, 1))]));
        Assert.Equal("There is no adapter 'c' in the pool; there are 'a', 'b'.", error.Message);
        Assert.Contains("'a', 'b'", Assert.Throws<AdapterException>(() => pool.Replace("c", Ready())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_added_once_replaced_and_removed()
    {
        Add("a");
        using var another = Ready(seed: 2);
        Assert.Contains("already", Assert.Throws<AdapterException>(() => pool.Add("a", another)).Message, StringComparison.Ordinal);

        PredictionRequest[] request = [new("a", SmallAdapters.Text(5, 1))];
        var before = Probabilities(pool.Predict(request)[0]);
        pool.Replace("a", another);
        Assert.NotEqual(before, Probabilities(pool.Predict(request)[0]));

        Add("b");
        Assert.Equal(["a", "b"], pool.Names);
        Assert.True(pool.Remove("a"));
        Assert.False(pool.Remove("a"));
        Assert.Equal(["b"], pool.Names);
    }

    [Fact]
    public void An_adapter_that_is_removed_while_it_predicts_is_freed_when_that_ends()
    {
        var ready = Ready();
        pool.Add("a", ready);
        var key = ready.Prefix!.Slots(0)!.Value.Key;

        ready.Enter();
        ready.Enter();
        pool.Remove("a");
        ready.Leave();
        Assert.False(key.IsInvalid);
        ready.Leave();
        Assert.True(key.IsInvalid);
        Assert.Throws<ObjectDisposedException>(ready.Enter);
    }

    [Fact]
    public void An_adapter_belongs_to_one_pool_over_its_own_encoder()
    {
        using var otherBert = SmallAdapters.Bert(2);
        using var otherPool = new AdapterPool<BertEncoder>(otherBert, 0);
        using var ready = Ready();
        Assert.Equal("The adapter for 'a' was made over another Bert than the pool's.", Assert.Throws<AdapterException>(() => otherPool.Add("a", ready)).Message);
        pool.Add("a", ready);
        Assert.Throws<InvalidOperationException>(() => pool.Add("b", ready));
        Assert.Equal(["a"], pool.Names);
    }

    [Fact]
    public void A_text_must_fit_behind_the_prefix_of_its_own_adapter()
    {
        pool.Add("short", ReadyAdapter.Of(SmallAdapters.Classifier(bert, Short, 1), SmallAdapters.Labels));
        pool.Add("deep", ReadyAdapter.Of(SmallAdapters.Classifier(bert, Deep, 1), SmallAdapters.Labels));
        var text = SmallAdapters.Text(16, 1);
        pool.Predict([new("short", text)]);
        var error = Assert.Throws<ArgumentException>(() => pool.Predict([new("short", text), new("deep", text)]));
        Assert.Contains("A row has 16 tokens, and behind a prefix of 5 the positions of this Bert end at 15 tokens", error.Message, StringComparison.Ordinal);
        Assert.Contains("at least one token", Assert.Throws<ArgumentException>(() => pool.Predict([new("short", new TokenizedText([], []))])).Message, StringComparison.Ordinal);
        Assert.Empty(pool.Predict([]));
    }

    [Fact]
    public void Labels_are_as_many_as_outputs_and_each_named_once()
    {
        var model = SmallAdapters.Classifier(bert, Short, 1);
        Assert.Contains("There are 2 labels, and the head has 3 outputs.", Assert.Throws<ArgumentException>(() => ReadyAdapter.Of(model, ["a", "b"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ReadyAdapter.Of(model, ["a", "b", "b"]));
    }

    [Fact]
    public void Numbers_labels_of_which_several_may_be_there_and_places_of_answers_are_answers_too_in_one_batch()
    {
        var values = SmallAdapters.Model(bert, Short, new SequenceClassificationHead<BertEncoder>(bert, 2, labels: LabelKind.Value), 1);
        var several = SmallAdapters.Model(bert, Deep, new SequenceClassificationHead<BertEncoder>(bert, 3, labels: LabelKind.Several), 3);
        var finder = SmallAdapters.Model(bert, null, new QuestionAnsweringHead<BertEncoder>(bert), 5);
        pool.Add("values", ReadyAdapter.Of(values, ["height", "width"]));
        pool.Add("several", ReadyAdapter.Of(several, SmallAdapters.Labels));
        pool.Add("finder", ReadyAdapter.Of(finder, []));
        TokenizedText[] texts = [SmallAdapters.Text(7, 1), SmallAdapters.Text(3, 2), SmallAdapters.Text(9, 3)];

        var answers = pool.Predict([new("values", texts[0]), new("several", texts[1]), new("finder", texts[2])]);

        Close(SmallAdapters.Logits(values, texts[0]), Assert.IsType<ValuePrediction>(answers[0]).Values);
        var labels = Assert.IsType<SeveralPrediction>(answers[1]);
        var expected = SmallAdapters.Logits(several, texts[1]).Select(logit => 1 / (1 + Math.Exp(-logit))).ToArray();
        Close(expected, labels.Probabilities);
        Assert.Equal(SmallAdapters.Labels.Where((_, i) => expected[i] >= 0.5), labels.Labels);
        var span = Assert.IsType<SpanScores>(answers[2]);
        Close(SmallAdapters.Logits(finder, texts[2]), span.Starts.Zip(span.Ends).SelectMany(token => new[] { token.First, token.Second }));
    }

    [Fact]
    public void Segments_are_read_as_each_adapter_was_trained_to()
    {
        var given = SmallAdapters.Classifier(bert, Short, 1);
        var zero = given.WithTokenTypes(TokenTypeUse.Zero);
        pool.Add("given", ReadyAdapter.Of(given, SmallAdapters.Labels));
        pool.Add("zero", ReadyAdapter.Of(zero, SmallAdapters.Labels));
        var text = SmallAdapters.Text(6, 1) with { TokenTypes = [0, 0, 0, 1, 1, 1] };
        var answers = pool.Predict([new("given", text), new("zero", text)]);
        Close(SmallAdapters.Alone(given, text), Probabilities(answers[0]));
        Close(SmallAdapters.Alone(zero, text), Probabilities(answers[1]));
        Assert.True(Probabilities(answers[0]).Zip(Probabilities(answers[1]), (a, b) => Math.Abs(a - b)).Max() > 1e-3);
    }

    [Fact]
    public void While_something_trains_over_the_encoder_nothing_is_predicted()
    {
        Add("a");
        var model = SmallAdapters.Classifier(bert, Short, 1);
        model.Train();
        Assert.Throws<InvalidOperationException>(() => pool.Predict([new("a", SmallAdapters.Text(3, 1))]));
        model.Eval();
        pool.Predict([new("a", SmallAdapters.Text(3, 1))]);
    }

    [Fact]
    public void A_canceled_prediction_and_a_disposed_pool_say_so()
    {
        Add("a");
        Assert.Throws<OperationCanceledException>(() => pool.Predict([new("a", SmallAdapters.Text(3, 1))], new CancellationToken(canceled: true)));
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Predict([new("a", SmallAdapters.Text(3, 1))]));
        Assert.Throws<ObjectDisposedException>(() => Add("b"));
    }

    private void Add(string name) => pool.Add(name, Ready());

    private ReadyAdapter<BertEncoder> Ready(long seed = 1) => ReadyAdapter.Of(SmallAdapters.Classifier(bert, Short, seed), SmallAdapters.Labels);

    private static IReadOnlyList<double> Probabilities(Answer answer) => Assert.IsType<Prediction>(answer).Probabilities;

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Append(expected.Count() - actual.Count()), difference => Assert.InRange(difference, -1e-5, 1e-5));
}
