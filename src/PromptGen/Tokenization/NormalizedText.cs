using System.Text;

namespace PromptGen.Tokenization;

/// <summary>Text that knows where in the original each of its characters comes from, as a <c>NormalizedString</c> of Hugging Face's tokenizers does.</summary>
/// <param name="Text">The text after normalization.</param>
/// <param name="Starts">For each UTF-16 unit, where the characters that it comes from begin in the original.</param>
/// <param name="Ends">For each UTF-16 unit, where they end.</param>
internal sealed record NormalizedText(string Text, int[] Starts, int[] Ends)
{
    /// <summary>The whole text as a stretch.</summary>
    public TextStretch All => new(this, 0, Text.Length);

    /// <summary>A part of a text that nothing has changed yet.</summary>
    public static NormalizedText Of(string text, int start, int length)
    {
        var (starts, ends) = (new int[length], new int[length]);
        for (int at = 0, size; at < length; at += size)
        {
            size = char.IsHighSurrogate(text[start + at]) && at + 1 < length ? 2 : 1;
            starts.AsSpan(at, size).Fill(start + at);
            ends.AsSpan(at, size).Fill(start + at + size);
        }
        return new NormalizedText(text.Substring(start, length), starts, ends);
    }

    /// <summary>Puts such a text together.</summary>
    /// <param name="capacity">How many units to expect.</param>
    internal sealed class Builder(int capacity)
    {
        private readonly StringBuilder text = new(capacity);
        private readonly List<int> starts = new(capacity), ends = new(capacity);

        public int Length => text.Length;

        public char Last => text[^1];

        public void Append(Rune rune, int start, int end)
        {
            Span<char> units = stackalloc char[2];
            foreach (var unit in units[..rune.EncodeToUtf16(units)]) Append(unit, start, end);
        }

        public void Append(char unit, int start, int end)
        {
            text.Append(unit);
            starts.Add(start);
            ends.Add(end);
        }

        /// <summary>Adds a stretch as it is.</summary>
        public void Append(in TextStretch stretch)
        {
            text.Append(stretch.Span);
            starts.AddRange(stretch.Of.Starts.AsSpan(stretch.Start, stretch.Length));
            ends.AddRange(stretch.Of.Ends.AsSpan(stretch.Start, stretch.Length));
        }

        public void RemoveLast()
        {
            text.Length--;
            starts.RemoveAt(starts.Count - 1);
            ends.RemoveAt(ends.Count - 1);
        }

        public NormalizedText Build() => new(text.ToString(), [.. starts], [.. ends]);
    }
}
