using PromptGen.Tokenization.Normalizers;
using PromptGen.Tasks.Entities;
using PromptGen.Tokenization;

namespace PromptGen.Tasks;

/// <summary>
/// A text cut into words as data of words has them: at white space; punctuation before and after a word is a word each, but <c>@</c> and <c>#</c> that begin
/// one stay, and so does what is inside (<c>don't</c>, <c>24-hour</c>, addresses); each Chinese character is a word.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Spans">Where each word begins and ends in it, in UTF-16 units.</param>
public sealed record TextWords(string Text, IReadOnlyList<(int Start, int End)> Spans)
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words => [.. Spans.Select(span => Text[span.Start..span.End])];

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    public static TextWords Of(string text)
    {
        var spans = new List<(int Start, int End)>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !char.IsWhiteSpace(text[i])) continue;
            Cut(text, start, i, spans);
            start = i + 1;
        }
        return new TextWords(text, spans);
    }

    /// <summary>The entities that labels of its words spell.</summary>
    /// <param name="labels">One for each word.</param>
    /// <param name="convention">How they are spelled; read by seqeval's default rules.</param>
    public IReadOnlyList<TextEntity> Entities(IReadOnlyList<string> labels, TagConvention convention) =>
    [
        .. EntityReader.Lenient(labels, convention.Suffix).Select(entity =>
        {
            var (start, end) = (Spans[entity.Start].Start, Spans[entity.End - 1].End);
            return new TextEntity(entity.Type, Text[start..end], start, end);
        }),
    ];

    /// <summary>Cuts a stretch without white space.</summary>
    private static void Cut(string text, int start, int end, List<(int Start, int End)> spans)
    {
        while (start < end && char.IsPunctuation(text[start]) && !(text[start] is '@' or '#' && start + 1 < end && char.IsLetterOrDigit(text[start + 1])))
            spans.Add((start, ++start));
        var last = end;
        while (start < last && char.IsPunctuation(text[last - 1])) last--;
        for (var i = start; i < last;)
        {
            var pair = i + 1 < last && char.IsSurrogatePair(text[i], text[i + 1]);
            var next = i + (pair ? 2 : 1);
            if (BertNormalizer.IsChinese(pair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i]))
            {
                if (i > start) spans.Add((start, i));
                spans.Add((i, next));
                start = next;
            }
            i = next;
        }
        if (start < last) spans.Add((start, last));
        for (; last < end; last++) spans.Add((last, last + 1));
    }
}
