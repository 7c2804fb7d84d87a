using PromptGen.Tasks;
using Xunit;

namespace PromptGen.Tests.Tasks;

public sealed class BatchesTests
{
    // Lengths 1 to 64, drawn with seed 5.
    private static readonly int[] Lengths = Draw(1000, 64, seed: 5);

    // The first five numbers for the state 1234567, as published for splitmix64.c (Rosetta Code, "Pseudo-random numbers/Splitmix64").
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        var random = new SplitMix64(1234567);
        ulong[] numbers = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], numbers);
    }

    [Fact]
    public void A_subset_is_the_same_wherever_it_is_drawn_and_keeps_the_order()
    {
        var items = Enumerable.Range(0, 1000).ToArray();
        var drawn = Subset.Of(items, 200, seed: 1);
        Assert.Equal(200, drawn.Distinct().Count());
        Assert.Equal(drawn.Order(), drawn);
        Assert.Equal(drawn, Subset.Of(items, 200, seed: 1));
        Assert.NotEqual(drawn, Subset.Of(items, 200, seed: 2));
        Assert.Equal(items, Subset.Of(items, 1000, seed: 1));
        Assert.Empty(Subset.Of(items, 0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Subset.Of(items, 1001, seed: 1));
    }

    // A change of the generator, the shuffle or the seeding would change published results: this draw,
    // computed outside .NET from the algorithms' definitions, is fixed.
    [Fact]
    public void A_known_subset_stays() => Assert.Equal([23, 44, 46, 89, 97], Subset.Of(Enumerable.Range(0, 100).ToArray(), 5, seed: 0));

    [Fact]
    public void Every_item_is_drawn_equally_often()
    {
        // 2,000 seeds, 2 of 10: 400 draws of each expected, standard deviation 17.9; five of them are allowed.
        var counts = new int[10];
        for (var seed = 0; seed < 2000; seed++)
            foreach (var item in Subset.Of(Enumerable.Range(0, 10).ToArray(), 2, seed)) counts[item]++;
        Assert.All(counts, count => Assert.InRange(count, 310, 490));
    }

    [Theory]
    [InlineData(1000, 16, 63)]
    [InlineData(32, 16, 2)]
    [InlineData(5, 16, 1)]
    [InlineData(0, 16, 0)]
    public void Every_example_is_in_one_batch_and_only_one_batch_is_small(int count, int size, int batchCount)
    {
        var batches = Batches.Shuffled(Lengths[..count], size, seed: 3, epoch: 0);
        Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(batch => batch).Order());
        Assert.Equal(batchCount, batches.Count);
        Assert.True(batches.Count(batch => batch.Length != size) <= 1);
    }

    [Fact]
    public void Batches_follow_from_seed_and_epoch()
    {
        Assert.Equal(Batches.Shuffled(Lengths, 16, 3, 2), Batches.Shuffled(Lengths, 16, 3, 2));
        Assert.NotEqual(Batches.Shuffled(Lengths, 16, 3, 2), Batches.Shuffled(Lengths, 16, 3, 1));
        Assert.NotEqual(Batches.Shuffled(Lengths, 16, 3, 2), Batches.Shuffled(Lengths, 16, 4, 2));
        Assert.NotEqual(Batches.Shuffled(Lengths, 16, 3, 2), Batches.Shuffled(Lengths, 16, 2, 3));
    }

    [Fact]
    public void Buckets_pad_little_and_come_in_no_order_of_length()
    {
        var tokens = Lengths.Sum();
        var random = Padded(Batches.Shuffled(Lengths, 16, seed: 3, epoch: 0, pool: 1));
        var bucketed = Batches.Shuffled(Lengths, 16, seed: 3, epoch: 0);
        var sorted = Padded(Batches.Sorted(Lengths, 16));
        Assert.True(Padded(bucketed) < (random + tokens) / 2, $"{tokens} tokens, {random} random, {Padded(bucketed)} in buckets");
        Assert.True(sorted <= Padded(bucketed));
        var longest = bucketed.Select(batch => batch.Max(index => Lengths[index])).ToArray();
        Assert.NotEqual(longest.Order(), longest);
        Assert.NotEqual(longest.OrderDescending(), longest);
    }

    [Fact]
    public void Sorted_batches_hold_every_example_by_length()
    {
        var order = Batches.Sorted([3, 1, 2, 1], 3).ToArray();
        Assert.Equal([[1, 3, 2], [0]], order);
    }

    [Fact]
    public void Sizes_below_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Batches.Shuffled(Lengths, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Batches.Shuffled(Lengths, 1, 0, 0, pool: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Batches.Sorted(Lengths, 0));
    }

    private static int Padded(IReadOnlyList<int[]> batches) => batches.Sum(batch => batch.Length * batch.Max(index => Lengths[index]));

    private static int[] Draw(int count, int longest, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 1 + random.Below(longest))];
    }
}
