using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Heads;

/// <summary>Losses of heads, worked by hand.</summary>
public class HeadLossTests
{
    private const int Tokens = 4;

    [Fact]
    public void An_answer_costs_the_mean_of_its_start_and_its_end()
    {
        using var scope = NewDisposeScope();
        var logits = zeros(2, Tokens, 2);
        logits[1, 2, 1] = 1; // one token is a likelier end
        var labels = tensor(new long[] { 0, 1, 3, 2 }, [2, 2]);

        var start = Math.Log(Tokens);
        var end = (Math.Log(Tokens) + (Math.Log(Tokens - 1 + Math.E) - 1)) / 2;
        Assert.Equal((start + end) / 2, Answering().Loss(logits, labels, ones(2, Tokens)).item<float>(), 1e-6);
    }

    [Fact]
    public void An_answer_behind_the_text_has_no_part_in_the_loss_and_one_before_it_is_at_its_start()
    {
        using var scope = NewDisposeScope();
        var logits = randn(2, Tokens, 2);
        var head = Answering();
        var kept = head.Loss(logits.narrow(0, 1, 1), tensor(new long[] { 1, 0 }, [1, 2]), ones(1, Tokens));
        var both = head.Loss(logits, tensor(new long[] { 99, 99, 1, -7 }, [2, 2]), ones(2, Tokens));
        Assert.Equal(kept.item<float>(), both.item<float>(), 1e-6);
    }

    [Fact]
    public void A_batch_without_any_answer_costs_nothing_and_teaches_nothing()
    {
        using var scope = NewDisposeScope();
        var logits = randn([1, Tokens, 2], requires_grad: true);
        var loss = Answering().Loss(logits, full([1, 2], Tokens, ScalarType.Int64), ones(1, Tokens));
        loss.backward();
        Assert.Equal(0, loss.item<float>());
        Assert.Equal(0, logits.grad!.abs().max().item<float>());
    }

    [Fact]
    public void Several_labels_cost_the_mean_over_yes_and_no_and_a_number_its_squared_error()
    {
        using var scope = NewDisposeScope();
        using var bert = Bert();
        var several = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2, labels: LabelKind.Several);
        var logits = tensor(new[] { 0f, 2f, -1f, 0f }, [2, 2]);
        var yes = tensor(new long[] { 1, 0, 0, 1 }, [2, 2]);
        var expected = (Math.Log(2) + Math.Log(1 + Math.Exp(2)) + Math.Log(1 + Math.Exp(-1)) + Math.Log(2)) / 4;
        Assert.Equal(expected, several.Loss(logits, yes, ones(2, 3)).item<float>(), 1e-6);

        var number = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 1);
        Assert.Equal(LabelKind.Value, number.Labels);
        Assert.Equal((0.25 + 4) / 2, number.Loss(tensor(new[] { 1.5f, -1f }, [2, 1]), tensor(new[] { 1.0, 1.0 }), ones(2, 3)).item<float>(), 1e-6);
    }

    [Fact]
    public void Rows_that_are_no_whole_questions_are_refused()
    {
        using var scope = NewDisposeScope();
        using var bert = Bert();
        var head = new MultipleChoiceHead<BertEncoder>(bert, choiceCount: 3);
        var error = Assert.Throws<ArgumentException>(() => bert.Prompt(null, head).Logits(new TokenInput(ones([4, 2], ScalarType.Int64), ones([4, 2], ScalarType.Int64))));
        Assert.StartsWith("A batch of questions with 3 choices each has 3 rows for every question, not 4 in all.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_model_under_prompts_is_frozen_and_scores_every_word()
    {
        using var scope = NewDisposeScope();
        using var bert = Bert();
        var head = new LanguageModelHead<BertEncoder>(bert, TiedWords.OfEncoder<BertEncoder>());
        Assert.Empty(head.Parameters());
        Assert.Equal(["cls.predictions.transform.dense.weight", "cls.predictions.transform.dense.bias", "cls.predictions.transform.LayerNorm.weight",
            "cls.predictions.transform.LayerNorm.bias", "cls.predictions.bias"], head.Weights().Select(weight => weight.Name));
        Assert.All(head.Weights(), weight => Assert.False(weight.Parameter.requires_grad));

        var input = new TokenInput(ones([2, 3], ScalarType.Int64), ones([2, 3], ScalarType.Int64));
        var logits = bert.Prompt(null, head).Logits(input);
        Assert.Equal([2, 3, 11], logits.shape);
        var labels = full([2, 3], Unlabeled.Token, ScalarType.Int64);
        labels[1, 2] = 5;
        var expected = nn.functional.cross_entropy(logits[1, 2].unsqueeze(0), tensor(new long[] { 5 }));
        Assert.Equal(expected.item<float>(), head.Loss(logits, labels, input.Mask).item<float>(), 1e-6);
    }

    private static QuestionAnsweringHead<BertEncoder> Answering()
    {
        using var bert = Bert();
        return new QuestionAnsweringHead<BertEncoder>(bert);
    }

    private static Frozen<BertEncoder> Bert() => BertEncoder.Random(
        new BertConfig { VocabSize = 11, HiddenSize = 8, LayerCount = 1, HeadCount = 2, IntermediateSize = 6, MaxPositions = 8 }, seed: 1);
}
