using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks;

public sealed class WordLabelsTests
{
    /// <summary>[CLS] un ##aff ##able man [SEP] [PAD]: words 0 and 2, and word 1 has no piece.</summary>
    private static readonly int?[] Pieces = [null, 0, 0, 0, 2, null, null];

    [Fact]
    public void A_words_first_piece_has_its_label() =>
        Assert.Equal([-100, 5, -100, -100, 7, -100, -100], WordLabels.OfPieces(Pieces, [5, 6, 7]));

    [Fact]
    public void Words_that_were_cut_off_have_no_piece_and_no_answer()
    {
        Assert.Equal([-100, 5, -100], WordLabels.OfPieces([null, 0, 0], [5, 6]));
        Assert.Equal([2, null, 3, null], WordLabels.OfWords(Pieces, [9, 2, 8, 8, 3, 9, 9], 4));
    }

    [Fact]
    public void A_word_that_comes_back_is_labeled_once() => Assert.Equal([5, 6, -100], WordLabels.OfPieces([0, 1, 0], [5, 6]));

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Assert.StartsWith("Piece 1 is of word 2, and there are 2 words.", Assert.Throws<ArgumentException>(() => WordLabels.OfPieces([0, 2], [5, 6])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WordLabels.OfPieces([-1], [5]));
        Assert.Throws<ArgumentException>(() => WordLabels.OfWords([0], [1, 2], 1));
    }
}
