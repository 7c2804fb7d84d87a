using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Heads;

/// <summary>Blanks filled behind a context: what GLM reads, and the heads that choose among candidates.</summary>
public class ClozeTests
{
    private const int Mask = 5, Start = 3;

    /// <summary>Ten tokens with a blank at index 3, then what fills it: the marker of a start, and one token or two.</summary>
    private static TokenizedText Filled(params int[] answer) =>
        new([2, 14, 12, Mask, 6, 8, 7, 6, 9, 0, Start, .. answer], new int[11 + answer.Length]) { Blanks = [new FilledBlank(10, 1 + answer.Length, 3)] };

    [Fact]
    public void Rows_of_part_A_and_part_B_get_the_two_positions_of_GLM()
    {
        using var scope = NewDisposeScope();
        var input = GlmInput.Collate([Filled(4), Filled(9, 1), new TokenizedText([2, 7, 0], [0, 0, 0])], paddingId: 0, CPU);

        Assert.Equal([10, 10, 3], input.PartB.data<long>().ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3, 3, 0], input.Positions[0].data<long>().ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0], input.BlockPositions[0].data<long>().ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], input.BlockPositions[1].data<long>().ToArray());
        Assert.Equal([0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], input.Positions[2].data<long>().ToArray());
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], input.Mask[2].data<long>().ToArray());
    }

    [Fact]
    public void A_word_is_scored_where_the_blank_begins()
    {
        using var scope = NewDisposeScope();
        using var glm = Glm();
        var model = new LanguageModelHead<GlmEncoder>(glm, TiedWords.OfEncoder<GlmEncoder>());
        var input = GlmInput.Collate([Filled(), Filled()], paddingId: 0, CPU) with
        {
            Candidates = new Candidates(tensor(new long[] { 4, 9, 1, 2, 3, 0 }, [2, 3]), tensor(new long[] { 1, 1, 1, 1, 1, 0 }, [2, 3])),
        };

        var words = glm.Prompt(null, model).Logits(input);
        var scores = glm.Prompt(null, new SingleTokenClozeHead<GlmEncoder>(model, candidateCount: 3)).Logits(input);
        Assert.Equal(words[0, 10, 9].item<float>(), scores[0, 1].item<float>(), 1e-6);
        Assert.Equal(words[1, 10, 2].item<float>(), scores[1, 0].item<float>(), 1e-6);
        Assert.Equal(float.MinValue, scores[1, 2].item<float>());
    }

    [Fact]
    public void A_text_is_scored_by_the_sum_over_its_tokens_or_their_mean()
    {
        using var scope = NewDisposeScope();
        using var glm = Glm();
        var model = new LanguageModelHead<GlmEncoder>(glm, TiedWords.OfEncoder<GlmEncoder>());
        var rows = GlmInput.Collate([Filled(4), Filled(9, 1)], paddingId: 0, CPU);
        long[] targets = [.. new long[10], 4, 8, 0, .. new long[10], 9, 1, 8], counted = [.. new long[10], 1, 1, 0, .. new long[10], 1, 1, 1];
        var input = rows with { Candidates = new Candidates(tensor(targets, [2, 13]), tensor(counted, [2, 13])) };

        var words = nn.functional.log_softmax(glm.Prompt(null, model).Logits(input), -1);
        var shorter = words[0, 10, 4].item<float>() + words[0, 11, 8].item<float>();
        var longer = words[1, 10, 9].item<float>() + words[1, 11, 1].item<float>() + words[1, 12, 8].item<float>();
        var sums = glm.Prompt(null, new MultiTokenClozeHead<GlmEncoder>(model, choiceCount: 2)).Logits(input);
        var means = glm.Prompt(null, new MultiTokenClozeHead<GlmEncoder>(model, choiceCount: 2, lengthPenalty: 1)).Logits(input);
        Assert.Equal([1, 2], sums.shape);
        Assert.Equal(shorter, sums[0, 0].item<float>(), 1e-5);
        Assert.Equal(longer, sums[0, 1].item<float>(), 1e-5);
        Assert.Equal(shorter / 2, means[0, 0].item<float>(), 1e-5);
        Assert.Equal(longer / 3, means[0, 1].item<float>(), 1e-5);
    }

    [Fact]
    public void Without_candidates_or_with_others_a_cloze_says_what_it_takes()
    {
        using var scope = NewDisposeScope();
        using var glm = Glm();
        var head = new SingleTokenClozeHead<GlmEncoder>(new LanguageModelHead<GlmEncoder>(glm, TiedWords.OfEncoder<GlmEncoder>()), candidateCount: 3);
        var input = GlmInput.Collate([Filled()], paddingId: 0, CPU);
        var model = glm.Prompt(null, head);
        Assert.StartsWith("The input of a cloze carries its candidates, and this one has none.", Assert.Throws<ArgumentException>(() => model.Logits(input)).Message, StringComparison.Ordinal);

        var others = input with { Candidates = new Candidates(ones([1, 2], ScalarType.Int64), ones([1, 2], ScalarType.Int64)) };
        Assert.StartsWith("The candidates are [1, 2] with a mask of [1, 2]; this head takes [1, 3].", Assert.Throws<ArgumentException>(() => model.Logits(others)).Message, StringComparison.Ordinal);
    }

    private static Frozen<GlmEncoder> Glm() => GlmEncoder.Random(
        new GlmConfig { VocabSize = 16, HiddenSize = 8, LayerCount = 2, HeadCount = 2, SequenceLength = 15 }, seed: 1);
}
