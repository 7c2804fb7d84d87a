using System.Text;
using System.Threading.Channels;

namespace PromptGen.Cli.Answering;

/// <summary>
/// Lines from a pipe, in chunks: a chunk goes out when it holds a batch or when the pipe pauses, so that who writes a line and waits gets an answer.
/// What has piled up meanwhile goes out together.
/// </summary>
internal static class PipedLines
{
    /// <summary>No line for so long is a pause.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The lines that are not blank.</summary>
    /// <param name="stream">UTF-8; read ahead on a thread of its own.</param>
    /// <param name="enough">So many lines go out without waiting for more.</param>
    /// <param name="most">A chunk has no more lines.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="UserException">The stream is not UTF-8.</exception>
    public static IEnumerable<IReadOnlyList<(int Number, string Text)>> Chunks(Stream stream, int enough, int most, CancellationToken cancellation)
    {
        var lines = Channel.CreateBounded<(int Number, string Text)>(new BoundedChannelOptions(most) { SingleWriter = true });
        new Thread(() => Read(stream, lines.Writer)) { IsBackground = true, Name = "PromptGen standard input" }.Start();
        while (Wait(lines.Reader, Timeout.InfiniteTimeSpan, cancellation))
        {
            var chunk = new List<(int Number, string Text)>();
            do
                while (chunk.Count < most && lines.Reader.TryRead(out var line)) chunk.Add(line);
            while (chunk.Count < enough && Wait(lines.Reader, Pause, cancellation));
            yield return chunk;
        }
        // What ended the reading, if it was not the end.
        lines.Reader.Completion.GetAwaiter().GetResult();
    }

    /// <summary>Whether there is a line within some time.</summary>
    private static bool Wait(ChannelReader<(int, string)> lines, TimeSpan time, CancellationToken cancellation)
    {
        var next = lines.WaitToReadAsync(CancellationToken.None).AsTask();
        // A failure of the reader is thrown after the lines before it.
        return Task.WaitAny([next], (int)time.TotalMilliseconds, cancellation) == 0 && next.IsCompletedSuccessfully && next.Result;
    }

    private static void Read(Stream stream, ChannelWriter<(int, string)> lines)
    {
        var number = 1;
        try
        {
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            for (; reader.ReadLine() is { } line; number++)
                if (!string.IsNullOrWhiteSpace(line)) lines.WriteAsync((number, line)).AsTask().GetAwaiter().GetResult();
            lines.Complete();
        }
        catch (DecoderFallbackException)
        {
            lines.Complete(new UserException($"standard input: holds bytes that are not UTF-8, at or after line {number}."));
        }
        catch (Exception e)
        {
            lines.Complete(e);
        }
    }
}
