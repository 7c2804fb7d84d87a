namespace PromptGen.Reports;

/// <summary>An example that was answered wrong. With entities, truth and answers are spans of the text; else they are words.</summary>
/// <param name="Text">The text, or the first of two.</param>
public sealed record WrongAnswer(string Text)
{
    /// <summary>The second text; null: there is none.</summary>
    public string? TextPair { get; init; }

    /// <summary>The right answer; null: spans say it.</summary>
    public string? Truth { get; init; }

    /// <summary>The answer that was given; null: spans say it.</summary>
    public string? Answer { get; init; }

    /// <summary>The probability that the model gave its answer, 0 to 1; null: not known.</summary>
    public double? Confidence { get; init; }

    /// <summary>The entities of the text, by their place, not overlapping.</summary>
    public IReadOnlyList<MarkedSpan> TrueSpans { get; init; } = [];

    /// <summary>The entities that were answered, by their place, not overlapping.</summary>
    public IReadOnlyList<MarkedSpan> AnsweredSpans { get; init; } = [];

    /// <summary>The file and line it came from; null: not known.</summary>
    public string? Source { get; init; }
}
