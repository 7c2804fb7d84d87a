using System.Text;

namespace PromptGen.Tokenization;

/// <summary>Normalized text that knows where in the original each of its characters comes from.</summary>
/// <param name="Text">The normalized text.</param>
/// <param name="Starts">For each UTF-16 unit, where the characters that it comes from begin in the original.</param>
/// <param name="Ends">For each UTF-16 unit, where they end.</param>
internal readonly record struct AlignedText(string Text, int[] Starts, int[] Ends)
{
    /// <summary>A token that spells a stretch of the normalized text.</summary>
    public Piece Piece(int id, int start, int end) => new(id, Starts[start], Math.Max(0, Ends[end - 1] - Starts[start]));

    /// <summary>Puts such a text together.</summary>
    internal sealed class Builder
    {
        private readonly StringBuilder text = new();
        private readonly List<int> starts = [], ends = [];

        public int Length => text.Length;

        public char Last => text[^1];

        public void Append(Rune rune, int start, int end)
        {
            for (var unit = 0; unit < rune.Utf16SequenceLength; unit++)
            {
                starts.Add(start);
                ends.Add(end);
            }
            text.Append(rune.ToString());
        }

        /// <summary>Makes the last character come from what stands up to here too.</summary>
        public void Extend(int end)
        {
            if (ends.Count == 0) return;
            ends[^1] = end;
            if (char.IsLowSurrogate(Last)) ends[^2] = end;
        }

        public void RemoveLast()
        {
            text.Length--;
            starts.RemoveAt(starts.Count - 1);
            ends.RemoveAt(ends.Count - 1);
        }

        /// <summary>The text so far; the builder begins anew.</summary>
        public AlignedText Build()
        {
            var built = new AlignedText(text.ToString(), [.. starts], [.. ends]);
            text.Clear();
            starts.Clear();
            ends.Clear();
            return built;
        }
    }
}
