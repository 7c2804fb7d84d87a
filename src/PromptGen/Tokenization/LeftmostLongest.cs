using System.Buffers;

namespace PromptGen.Tokenization;

/// <summary>Finds texts in a text: the leftmost, of several there the longest. Of equal ones the first that was given counts.</summary>
/// <typeparam name="T">What a text stands for.</typeparam>
internal sealed class LeftmostLongest<T>
{
    // A tree of all beginnings, the root 0: from beginning and next unit to the longer beginning.
    private readonly Dictionary<(int Beginning, char Next), int> longer = [];
    private readonly List<(bool IsWhole, T? Value)> nodes = [default];
    private readonly SearchValues<char> firstUnits;

    /// <param name="texts">The texts; empty ones are never found.</param>
    public LeftmostLongest(IEnumerable<(string Text, T Value)> texts)
    {
        foreach (var (text, value) in texts)
        {
            var node = 0;
            foreach (var unit in text)
            {
                if (!longer.TryGetValue((node, unit), out var next))
                {
                    longer.Add((node, unit), next = nodes.Count);
                    nodes.Add(default);
                }
                node = next;
            }
            if (node > 0 && !nodes[node].IsWhole) nodes[node] = (true, value);
        }
        firstUnits = SearchValues.Create([.. longer.Keys.Where(key => key.Beginning == 0).Select(key => key.Next)]);
    }

    /// <summary>The first place of one of the texts.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="value">What it stands for.</param>
    /// <returns>Whether there is one.</returns>
    public bool Next(ReadOnlySpan<char> text, int from, out int start, out int end, out T value)
    {
        for (start = from; start < text.Length; start++)
        {
            var skipped = text[start..].IndexOfAny(firstUnits);
            if (skipped < 0) break;
            start += skipped;
            var (node, found) = (0, 0);
            end = start;
            for (var at = start; at < text.Length && longer.TryGetValue((node, text[at]), out node); at++)
                if (nodes[node].IsWhole) (found, end) = (node, at + 1);
            if (found == 0) continue;
            value = nodes[found].Value!;
            return true;
        }
        (start, end, value) = (text.Length, text.Length, default!);
        return false;
    }
}
