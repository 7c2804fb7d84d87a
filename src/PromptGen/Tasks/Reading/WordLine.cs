using System.Globalization;

namespace PromptGen.Tasks.Reading;

/// <summary>A line of a sentence in columns.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Source">Where it is.</param>
internal readonly record struct WordLine(string[] Columns, SourceLine Source)
{
    /// <summary>
    /// The lines of a sentence that hold its words. CoNLL-U (https://universaldependencies.org/format.html) numbers them from 1 in the first column, and has
    /// lines between them that are no words of their own: ranges of words that are written together, <c>1-2</c>, and empty nodes, <c>1.1</c>.
    /// </summary>
    /// <param name="sentence">All lines.</param>
    public static IReadOnlyList<WordLine> WithoutRanges(IReadOnlyList<WordLine> sentence)
    {
        var words = sentence.Where(line => !IsRangeOrEmpty(line.Columns[0])).ToList();
        return words.Count < sentence.Count && AreNumbered(words) ? words : sentence;
    }

    /// <summary>Whether the first column numbers the lines of a sentence.</summary>
    /// <param name="words">Its lines.</param>
    public static bool AreNumbered(IReadOnlyList<WordLine> words) =>
        words.Count > 0 && Enumerable.Range(0, words.Count).All(i => words[i].Columns[0] == (i + 1).ToString(CultureInfo.InvariantCulture));

    private static bool IsRangeOrEmpty(string id)
    {
        var between = id.AsSpan().IndexOfAny('-', '.');
        return between > 0 && IsNumber(id.AsSpan(0, between)) && IsNumber(id.AsSpan(between + 1));
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
