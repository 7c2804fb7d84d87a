using PromptGen.Tasks;
using Xunit;

namespace PromptGen.Tests.Tasks;

public sealed class PrefetcherTests
{
    [Fact]
    public void Items_come_in_order_from_one_other_thread()
    {
        var threads = new HashSet<int>();
        var items = Prefetcher.Run(Items(100, onMade: _ => threads.Add(Environment.CurrentManagedThreadId))).Select(item => item.Number).ToList();
        Assert.Equal(Enumerable.Range(0, 100), items);
        Assert.NotEqual(Environment.CurrentManagedThreadId, Assert.Single(threads));
    }

    [Fact]
    public void No_more_items_are_made_than_may_wait()
    {
        var made = 0;
        using var enumerator = Prefetcher.Run(Items(100, onMade: _ => Interlocked.Increment(ref made)), lead: 3).GetEnumerator();
        Assert.Equal(0, made);
        Assert.True(enumerator.MoveNext());

        // One is taken, three wait, one is in the producer's hand; a sixth would come soon if it could.
        SpinWait.SpinUntil(() => Volatile.Read(ref made) > 5, TimeSpan.FromMilliseconds(200));
        Assert.InRange(made, 1, 5);
    }

    [Fact]
    public void What_the_source_throws_comes_after_the_items_before_it()
    {
        var taken = new List<int>();
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in Prefetcher.Run(Items(10, onMade: number => { if (number == 4) throw new InvalidDataException("at 4"); })))
                taken.Add(item.Number);
        });
        Assert.Equal("at 4", error.Message);
        Assert.Equal([0, 1, 2, 3], taken);
    }

    [Fact]
    public void Leaving_early_stops_the_thread_and_disposes_of_what_waits()
    {
        var made = new List<Item>();
        foreach (var item in Prefetcher.Run(Items(1000, made)))
            if (item.Number == 2) break;
        var count = made.Count;
        Assert.InRange(count, 3, 6);
        Assert.Equal(made.Skip(3), made.Where(item => item.IsDisposed));
        Thread.Sleep(20);
        Assert.Equal(count, made.Count);
    }

    [Fact]
    public void Cancelling_ends_the_wait_for_a_slow_source()
    {
        using var cancellation = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        var made = new List<Item>();
        var source = Items(1000, made, number => { if (number == 1) { cancellation.Cancel(); gate.Wait(TimeSpan.FromSeconds(1)); } });
        var taken = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var item in Prefetcher.Run(source, cancellation: cancellation.Token))
            {
                item.Dispose();
                taken++;
            }
        });
        Assert.InRange(taken, 0, 1);
        Assert.All(made, item => Assert.True(item.IsDisposed));
    }

    [Fact]
    public void A_lead_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Prefetcher.Run(Items(1), lead: 0));

    private static IEnumerable<Item> Items(int count, List<Item>? made = null, Action<int>? onMade = null)
    {
        for (var number = 0; number < count; number++)
        {
            onMade?.Invoke(number);
            var item = new Item(number);
            made?.Add(item);
            yield return item;
        }
    }

    private sealed class Item(int number) : IDisposable
    {
        public int Number => number;

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
