namespace PromptGen.Tasks;

/// <summary>
/// The generator SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). Subsets and batches follow from it,
/// and not from <see cref="Random"/>, whose numbers .NET does not promise to keep from version to version.
/// </summary>
internal struct SplitMix64(ulong state)
{
    private ulong state = state;

    /// <summary>The generator of a stream of its own for each pair of numbers.</summary>
    public static SplitMix64 Of(int seed, int stream) => new(new SplitMix64((ulong)(uint)seed << 32 | (uint)stream).Next());

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="limit"/>, each equally likely.</summary>
    public int Below(int limit)
    {
        // Numbers beyond the last whole multiple of the limit would favor the small ones.
        var fair = ulong.MaxValue - ulong.MaxValue % (ulong)limit;
        ulong next;
        do next = Next();
        while (next >= fair);
        return (int)(next % (ulong)limit);
    }

    /// <summary>Puts items in random order (Fisher, Yates).</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
