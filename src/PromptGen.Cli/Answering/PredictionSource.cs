using PromptGen.Cli.Tasks;
using PromptGen.Cli.Training;

namespace PromptGen.Cli.Answering;

/// <summary>What <c>promptgen predict</c> was given to predict from, in the pieces that are answered together.</summary>
/// <param name="Chunks">Each is answered, and its answers written, before the next is asked for.</param>
internal sealed record PredictionSource(IEnumerable<IReadOnlyList<PredictionInput>> Chunks)
{
    /// <summary>Texts of like length share a pass, so a chunk of a file holds several batches.</summary>
    private const int BatchesTogether = 16;

    /// <summary>From the command line, else from a file, as the first adapter's task reads it, or from standard input.</summary>
    /// <param name="adapters">The adapters that will answer.</param>
    /// <param name="texts">The texts on the command line.</param>
    /// <param name="pairs">Their second texts, as many; empty: they have none.</param>
    /// <param name="input">The file; <c>-</c> is standard input.</param>
    /// <param name="reading">How the file holds its texts.</param>
    /// <param name="batchSize">Texts in one pass.</param>
    /// <param name="standardInput">Read where neither texts nor a file are given.</param>
    /// <param name="note">Is told what a user should know of the file.</param>
    /// <param name="cancellation">Ends the waiting for standard input.</param>
    /// <exception cref="UserException">When it is read: an input is not what an adapter was trained on.</exception>
    public static PredictionSource Of(
        IReadOnlyList<OpenAdapter> adapters, string[] texts, string[] pairs, string input, DataReading reading, int batchSize, Stream standardInput,
        Action<string> note, CancellationToken cancellation)
    {
        var together = (int)Math.Min((long)BatchesTogether * batchSize, 1 << 16);
        if (texts.Length > 0)
            return Checked(texts.Select((text, i) => new PredictionInput(text, pairs.ElementAtOrDefault(i)) { Place = "--text" }).Chunk(together), "--text-pair");
        if (input != "-") return Checked(adapters[0].Task.Inputs(input, reading, note).Chunk(together), "a second text (--pair-key names its column)");
        return Checked(
            PipedLines.Chunks(standardInput, batchSize, together, cancellation).Select(some => some.Select(line => new PredictionInput(line.Text) { Place = $"standard input({line.Number})" })),
            "--input FILE with text and text_pair");

        PredictionSource Checked(IEnumerable<IEnumerable<PredictionInput>> chunks, string howToPair) => new(chunks.Select(some =>
        {
            PredictionInput[] chunk = [.. some];
            foreach (var one in chunk)
                foreach (var adapter in adapters) adapter.CheckInput(one.Pair is not null, one.Place, howToPair);
            return chunk;
        }));
    }
}
