using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tests.Build;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>Our own files are complete for every task; PEFT's configuration is beside them only where PEFT computes the same.</summary>
public sealed class AdapterTaskTests : IDisposable
{
    private static readonly BertConfig Config = new()
    {
        VocabSize = 50, HiddenSize = 16, LayerCount = 2, HeadCount = 2, IntermediateSize = 24, MaxPositions = 32,
    };

    private readonly TemporaryFolder folder = new();
    private readonly Frozen<BertEncoder> bert = BertEncoder.Random(Config, 1);

    private string Folder => folder.File("adapter");

    public void Dispose()
    {
        bert.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Rows() => ComesBack(
        bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 3, labels: LabelKind.Several)), ["a", "b", "c"], null,
        adapter => adapter.ClassifySequences(bert, null));

    [Fact]
    public void What_the_outputs_of_a_head_mean_is_kept()
    {
        var model = bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 3, labels: LabelKind.Several));
        AdapterFolder.Write(Folder, model, OwnAdapter.Card(bert, model.Prefix, model.Head.Form, "a", "b", "c") with { LabelKind = LabelKind.Several }, null);
        using var adapter = AdapterFolder.Read(Folder);
        Assert.Equal(LabelKind.Several, adapter.ClassifySequences(bert, null).Head.Labels);
    }

    [Fact]
    public void Rows_without_a_pooler_in_the_encoder()
    {
        var form = bert.Heads.First(form => form is { Task: HeadTask.SequenceClassification, Input: HeadInput.FirstToken });
        ComesBack(bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 2, form)), ["a", "b"],
            "has a head that transformers' Bert does not have", adapter => adapter.ClassifySequences(bert, null));
    }

    [Fact]
    public void Tokens() => ComesBack(
        bert.Prompt(OwnAdapter.Prefix(bert), new TokenClassificationHead<BertEncoder>(bert, 3)), ["a", "b", "c"], null, adapter => adapter.ClassifyTokens(bert, null));

    [Theory]
    [InlineData(TokenTypeUse.Given, "was trained with TokenTypes Given, and PEFT runs 'QUESTION_ANS' with Zero")]
    [InlineData(TokenTypeUse.Zero, null)]
    public void Answers(TokenTypeUse tokenTypes, string? whyNot) => ComesBack(
        bert.Prompt(OwnAdapter.Prefix(bert), new QuestionAnsweringHead<BertEncoder>(bert)).WithTokenTypes(tokenTypes), [], whyNot, adapter => adapter.AnswerQuestions(bert, null));

    [Fact]
    public void Choices() => ComesBack(
        bert.Prompt(OwnAdapter.Prefix(bert), new MultipleChoiceHead<BertEncoder>(bert, 2)), [], "is for MultipleChoice, for which PEFT has no class",
        adapter => adapter.ChooseAmong(bert, null, 2));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Words_with_a_head_that_is_trained_or_stays_as_it_was(bool trained)
    {
        using var generator = new Generator(3);
        LanguageModelHead<BertEncoder> Head() => new(bert, TiedWords.OfEncoder<BertEncoder>(), trained: trained, generator: generator);
        var (first, second) = (Head(), Head());
        if (!trained) second.Load(first.Weights().ToDictionary(weight => weight.Name, weight => (Tensor)weight.Parameter));
        ComesBack(bert.Prompt(OwnAdapter.Prefix(bert), first), [], "is for LanguageModel", adapter =>
        {
            Assert.Equal(trained, adapter.Tensors.Count() > 1);
            return adapter.Under(bert, null, second);
        });
    }

    [Fact]
    public void A_head_alone() => ComesBack(
        bert.Prompt(null, new SequenceClassificationHead<BertEncoder>(bert, 2)), ["a", "b"], "has no prefix", adapter => adapter.ClassifySequences(bert, null));

    [Theory]
    [InlineData(TokenTypeUse.Given)]
    [InlineData(TokenTypeUse.Zero)]
    public void Hidden_states(TokenTypeUse tokenTypes)
    {
        using var noGrad = no_grad();
        var model = bert.Prompt(OwnAdapter.Prefix(bert)).WithTokenTypes(tokenTypes);
        var whyNot = AdapterFolder.Write(Folder, model, OwnAdapter.Card(bert, model.Prefix, head: null), null);
        Assert.Equal(tokenTypes == TokenTypeUse.Given, whyNot is not null);
        using var adapter = AdapterFolder.Read(Folder);
        var again = adapter.Encode(bert, null);
        Assert.Equal(tokenTypes, again.TokenTypes);
        Assert.Equal(PeftFixture.Numbers(model.Encode(OwnAdapter.Input()).LastHidden), PeftFixture.Numbers(again.Encode(OwnAdapter.Input()).LastHidden));
    }

    [Fact]
    public void Segments_that_are_given_matter_and_those_that_are_not_do_not()
    {
        using var noGrad = no_grad();
        var input = OwnAdapter.Input();
        float[] Hidden(TokenTypeUse use, TokenInput x) => PeftFixture.Numbers(bert.Prompt(OwnAdapter.Prefix(bert)).WithTokenTypes(use).Encode(x).LastHidden);
        var first = input with { TokenTypes = zeros_like(input.TokenTypes) };
        Assert.NotEqual(Hidden(TokenTypeUse.Given, input), Hidden(TokenTypeUse.Given, first));
        Assert.Equal(Hidden(TokenTypeUse.Given, first), Hidden(TokenTypeUse.Zero, input));
    }

    private void ComesBack<THead>(
        PromptedModel<BertEncoder, THead> model, string[] labels, string? whyNot, Func<Adapter, PromptedModel<BertEncoder, THead>> over) where THead : Head<BertEncoder>
    {
        using var noGrad = no_grad();
        var said = AdapterFolder.Write(Folder, model.Evaluated(), OwnAdapter.Card(bert, model.Prefix, model.Head.Form, labels), "some/model");
        Assert.Equal(whyNot is null, said is null);
        Assert.Equal(whyNot is null, File.Exists(Path.Combine(Folder, "adapter_config.json")));
        if (whyNot is not null) Assert.Contains(whyNot, said, StringComparison.Ordinal);

        using var adapter = AdapterFolder.Read(Folder);
        var again = over(adapter);
        Assert.Equal(PeftFixture.Numbers(model.Logits(OwnAdapter.Input())), PeftFixture.Numbers(again.Logits(OwnAdapter.Input())));
        Assert.Equal(model.TokenTypes, again.TokenTypes);
    }
}
