namespace PromptGen.Tokenization;

/// <summary>A part of a normalized text.</summary>
/// <param name="Of">The text around it.</param>
/// <param name="Start">Where it begins, in UTF-16 units of the normalized text.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct TextStretch(NormalizedText Of, int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<char> Span => Of.Text.AsSpan(Start, Length);

    /// <summary>A part of it, by units from its own beginning.</summary>
    public TextStretch Slice(int start, int end) => new(Of, Start + start, Start + end);

    /// <summary>It as a text of its own.</summary>
    public NormalizedText ToText() => Start == 0 && End == Of.Text.Length
        ? Of
        : new NormalizedText(Span.ToString(), Of.Starts[Start..End], Of.Ends[Start..End]);

    /// <summary>It as a text of its own with a character before it, which comes from where its first character comes from.</summary>
    public NormalizedText WithPrefix(char prefix)
    {
        if (Length == 0) return new NormalizedText(prefix.ToString(), [0], [0]);
        int[] starts = [Of.Starts[Start], .. Of.Starts.AsSpan(Start, Length)], ends = [Of.Ends[Start], .. Of.Ends.AsSpan(Start, Length)];
        return new NormalizedText($"{prefix}{Span}", starts, ends);
    }

    /// <summary>A token that spells a part of it, by units from its beginning.</summary>
    public Piece Piece(int id, int start, int end)
    {
        var spelled = Span[start..end];
        var first = Of.Starts[Start + start];
        var (leading, trailing) = (spelled.Length - spelled.TrimStart(' ').Length, spelled.Length - spelled.TrimEnd(' ').Length);
        return new Piece(id, first, Math.Max(first, Of.Ends[Start + end - 1]), leading, trailing, SpaceMarks.AreAll(spelled));
    }
}
