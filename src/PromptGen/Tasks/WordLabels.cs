using PromptGen.Heads;
using PromptGen.Tokenization;

namespace PromptGen.Tasks;

/// <summary>
/// Between labels of words and labels of the pieces that a tokenizer cuts them into: a word's first piece stands for it, as in P-tuning v2's code and
/// Hugging Face's token classification.
/// </summary>
public static class WordLabels
{
    /// <summary>The word that each piece of a row is of.</summary>
    /// <param name="row">A row that was made from words, of which one text's are labeled.</param>
    /// <returns>[T], null at special tokens.</returns>
    public static IReadOnlyList<int?> WordsOf(TokenizedText row) => [.. row.Spans.Select(span => span.Part == TextPart.None ? null : span.Word)];

    /// <summary>A label for every piece.</summary>
    /// <param name="wordIndices">The word that each piece is of, in order; null: of none, as special tokens and padding.</param>
    /// <param name="labels">The index of each word's label; words that were cut off have no piece.</param>
    /// <returns>A word's label at its first piece, <see cref="Unlabeled.Token"/> elsewhere.</returns>
    /// <exception cref="ArgumentException">A piece is of a word without label.</exception>
    public static int[] OfPieces(IReadOnlyList<int?> wordIndices, IReadOnlyList<int> labels)
    {
        var pieces = Enumerable.Repeat((int)Unlabeled.Token, wordIndices.Count).ToArray();
        foreach (var (piece, word) in FirstPieces(wordIndices, labels.Count)) pieces[piece] = labels[word];
        return pieces;
    }

    /// <summary>What was answered for every word.</summary>
    /// <param name="wordIndices">The word that each piece is of, in order; null: of none.</param>
    /// <param name="answers">The index of the label given to each piece.</param>
    /// <param name="wordCount">How many words there are.</param>
    /// <returns>The answer at a word's first piece; null: the word was cut off, or has no piece.</returns>
    /// <exception cref="ArgumentException">There are not as many answers as pieces, or a piece is of a word beyond the last.</exception>
    public static int?[] OfWords(IReadOnlyList<int?> wordIndices, IReadOnlyList<int> answers, int wordCount)
    {
        if (answers.Count != wordIndices.Count)
            throw new ArgumentException($"There are {answers.Count} answers for {wordIndices.Count} pieces; expected one each.", nameof(answers));
        var words = new int?[wordCount];
        foreach (var (piece, word) in FirstPieces(wordIndices, wordCount)) words[word] = answers[piece];
        return words;
    }

    private static IEnumerable<(int Piece, int Word)> FirstPieces(IReadOnlyList<int?> wordIndices, int wordCount)
    {
        var seen = new HashSet<int>();
        for (var piece = 0; piece < wordIndices.Count; piece++)
        {
            if (wordIndices[piece] is not { } word) continue;
            if (word < 0 || word >= wordCount)
                throw new ArgumentException($"Piece {piece} is of word {word}, and there are {wordCount} words.", nameof(wordIndices));
            if (seen.Add(word)) yield return (piece, word);
        }
    }
}
