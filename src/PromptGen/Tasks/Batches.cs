namespace PromptGen.Tasks;

/// <summary>
/// Which examples are computed together. Rows of one batch have about the same length, since what pads the shorter ones is computed for nothing.
/// </summary>
public static class Batches
{
    /// <summary>How many batches are sorted by length at a time: most of the gain of sorting all, and still other batches in every epoch.</summary>
    public const int UsualPool = 8;

    /// <summary>The batches of one epoch: examples in random order, sorted by length within pools of batches, batches in random order.</summary>
    /// <param name="lengths">Tokens of each example.</param>
    /// <param name="size">B; one batch of an epoch may be smaller.</param>
    /// <param name="seed">Which run.</param>
    /// <param name="epoch">From 0.</param>
    /// <param name="pool">How many batches are sorted by length at a time.</param>
    /// <returns>Indices of examples, each in one batch; the same for the same arguments.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size or the pool is below 1.</exception>
    public static IReadOnlyList<int[]> Shuffled(IReadOnlyList<int> lengths, int size, int seed, int epoch, int pool = UsualPool)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pool, 1);
        var random = SplitMix64.Of(seed, epoch);
        var order = Enumerable.Range(0, lengths.Count).ToArray();
        random.Shuffle(order);
        var batches = order.Chunk((int)Math.Min(int.MaxValue, (long)size * pool)).SelectMany(some => some.OrderBy(index => lengths[index]).Chunk(size)).ToArray();
        random.Shuffle(batches);
        return batches;
    }

    /// <summary>Batches in which every example's length is next to its own: for evaluation, where order has no influence.</summary>
    /// <param name="lengths">Tokens of each example.</param>
    /// <param name="size">B; the last batch may be smaller.</param>
    /// <returns>Indices of examples, by length; equally long ones in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public static IReadOnlyList<int[]> Sorted(IReadOnlyList<int> lengths, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return [.. Enumerable.Range(0, lengths.Count).OrderBy(index => lengths[index]).Chunk(size)];
    }
}
