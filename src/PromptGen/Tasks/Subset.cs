namespace PromptGen.Tasks;

/// <summary>A part of the examples, drawn once: the same seed gives the same examples on every machine and with every version of .NET.</summary>
public static class Subset
{
    /// <summary>Draws examples without replacement and keeps them in their order.</summary>
    /// <typeparam name="T">What is drawn.</typeparam>
    /// <param name="items">All of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than that, or the count is negative.</exception>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, int count, int seed)
    {
        if (count < 0 || count > items.Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"There are {items.Count} examples; a subset has 0 to {items.Count}.");
        var order = Enumerable.Range(0, items.Count).ToArray();
        SplitMix64.Of(seed, 0).Shuffle(order);
        return [.. order.Take(count).Order().Select(index => items[index])];
    }
}
