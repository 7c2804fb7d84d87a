using System.Globalization;

namespace PromptGen.Benchmarks.Models;

/// <summary>How long the training pairs of RTE are. Numbers only: the texts are not part of the repository, and a test holds the list against them.</summary>
internal static class RteLengths
{
    /// <summary>All lengths, ascending.</summary>
    public static IReadOnlyList<int> All { get; } = Read();

    /// <summary>Lengths that are spread as all are.</summary>
    /// <param name="count">How many.</param>
    public static int[] Sample(int count) => [.. Enumerable.Range(0, count).Select(i => All[(int)((i + 0.5) / count * All.Count)])];

    private static List<int> Read()
    {
        using var stream = typeof(RteLengths).Assembly.GetManifestResourceStream("RteLengths.txt")!;
        using var reader = new StreamReader(stream);
        var lengths = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            int[] pair = [.. line.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            lengths.AddRange(Enumerable.Repeat(pair[0], pair[1]));
        }
        return lengths;
    }
}
