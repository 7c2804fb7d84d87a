using System.Threading.Channels;

namespace PromptGen.Tasks;

/// <summary>Makes items on another thread, a few ahead of the one that uses them.</summary>
public static class Prefetcher
{
    /// <summary>How many items wait at most.</summary>
    public const int UsualLead = 2;

    /// <summary>Runs a source ahead.</summary>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="source">Enumerated once, on a thread of its own.</param>
    /// <param name="lead">How many items may wait.</param>
    /// <param name="cancellation">Ends both threads.</param>
    /// <returns>
    /// The items in order; whoever takes one disposes of it. What the source throws is thrown here, after the items before it. When the
    /// enumeration ends early, the thread is stopped and what still waits is disposed of before it returns.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The lead is below 1.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IEnumerable<T> Run<T>(IEnumerable<T> source, int lead = UsualLead, CancellationToken cancellation = default) where T : IDisposable
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lead, 1);
        return Consume(source, lead, cancellation);
    }

    private static IEnumerable<T> Consume<T>(IEnumerable<T> source, int lead, CancellationToken cancellation) where T : IDisposable
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(lead) { SingleReader = true, SingleWriter = true });

        // A thread and no task: a task goes on wherever a thread is free, and dispose scopes and TorchSharp's other settings are per thread.
        var producer = new Thread(() => Produce(source, channel.Writer, stop.Token)) { IsBackground = true, Name = "PromptGen batches" };
        producer.Start();
        try
        {
            while (channel.Reader.WaitToReadAsync(stop.Token).AsTask().GetAwaiter().GetResult())
                while (channel.Reader.TryRead(out var item))
                {
                    if (cancellation.IsCancellationRequested) item.Dispose();
                    cancellation.ThrowIfCancellationRequested();
                    yield return item;
                }
        }
        finally
        {
            stop.Cancel();
            producer.Join();
            while (channel.Reader.TryRead(out var left)) left.Dispose();
        }
    }

    private static void Produce<T>(IEnumerable<T> source, ChannelWriter<T> writer, CancellationToken stop) where T : IDisposable
    {
        try
        {
            foreach (var item in source)
            {
                try
                {
                    writer.WriteAsync(item, stop).AsTask().GetAwaiter().GetResult();
                }
                catch (OperationCanceledException)
                {
                    item.Dispose();
                    throw;
                }
            }
            writer.Complete();
        }
        catch (Exception e)
        {
            writer.Complete(e);
        }
    }
}
