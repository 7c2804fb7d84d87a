using PromptGen.Tokenization;

namespace PromptGen.Tasks;

/// <summary>Examples as an encoder reads them: rows of ids, and the indices of their labels.</summary>
public sealed class TokenizedExamples
{
    private TokenizedExamples(IReadOnlyList<TokenizedText> texts, IReadOnlyList<int>? labels) => (Texts, Labels) = (texts, labels);

    /// <summary>The rows.</summary>
    public IReadOnlyList<TokenizedText> Texts { get; }

    /// <summary>The index of each row's label; null: without labels.</summary>
    public IReadOnlyList<int>? Labels { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Texts.Count;

    /// <summary>Tokens of each row.</summary>
    public IReadOnlyList<int> Lengths => [.. Texts.Select(text => text.Length)];

    /// <summary>How many rows were cut to the maximum length.</summary>
    public int TruncatedCount => Texts.Count(text => text.IsTruncated);

    /// <summary>Tokenizes examples.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="tokenizer">The checkpoint's tokenizer.</param>
    /// <param name="labels">The labels; null: leave labels out.</param>
    /// <param name="maximumLength">The most tokens a row may have; null: what the tokenizer allows.</param>
    /// <param name="unseen">What becomes of labels that are not in the set; to be counted as wrong is for evaluation only.</param>
    /// <exception cref="DataException">An example has no label, or one that is not in the set and refused.</exception>
    public static TokenizedExamples From(
        IReadOnlyList<TextExample> examples, TextTokenizer tokenizer, LabelSet? labels = null, int? maximumLength = null,
        UnseenLabels unseen = UnseenLabels.Refused) => new(
        [.. examples.Select(example => tokenizer.Encode(example.Text, example.Pair, maximumLength))],
        labels?.IndicesOf(examples, unseen));
}
