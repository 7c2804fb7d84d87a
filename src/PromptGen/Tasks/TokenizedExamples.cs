using PromptGen.Tokenization;

namespace PromptGen.Tasks;

/// <summary>Examples as an encoder reads them: rows of ids, and what is right for them.</summary>
/// <remarks>A task makes them (<see cref="AdapterTask{TExample, TAnswer}.Rows"/>).</remarks>
public sealed class TokenizedExamples
{
    /// <param name="texts">The rows.</param>
    /// <param name="labels">What is right for each; null: it is not known.</param>
    /// <exception cref="ArgumentException">There are more or fewer labels than rows.</exception>
    public TokenizedExamples(IReadOnlyList<TokenizedText> texts, RowLabels? labels = null)
    {
        if (labels is not null && labels.Count != texts.Count)
            throw new ArgumentException($"There are labels for {labels.Count} rows, and {texts.Count} rows.", nameof(labels));
        (Texts, Labels) = (texts, labels);
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<TokenizedText> Texts { get; }

    /// <summary>What is right for each row; null: without labels.</summary>
    public RowLabels? Labels { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Texts.Count;

    /// <summary>Tokens of each row.</summary>
    public IReadOnlyList<int> Lengths => [.. Texts.Select(text => text.Length)];

    /// <summary>How many rows were cut to the maximum length.</summary>
    public int TruncatedCount => Texts.Count(text => text.IsTruncated);
}
