using PromptGen.Cli.Terminal;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Training;
using PromptGen.Predictions;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen predict</c></summary>
internal static class PredictCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var adapterOptions = new AdapterOptions(several: true);
        var text = new Option<string[]>("--text") { Description = "A text to predict from; may be given several times.", HelpName = "text" };
        var input = new Option<string>("--input", "--data") { Description = "One text a line, or JSON lines (.jsonl), CSV (.csv), TSV (.tsv), Parquet (.parquet), CoNLL columns of words; empty lines are skipped. - is standard input, one text a line.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var output = new Option<string>("--output") { Description = "Where the JSON lines go; - is standard output.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var data = new DataOptions(ofAdapter: true);
        var command = new Command("predict", """
            Predicts from texts, and writes one JSON line for each. What it says follows from the adapter's task: the likeliest label and the probability of
            every label; or the entities, with their text and where it is (from start, in UTF-16 units, to before end; in data of words, counted in words).

            Example:
              promptgen predict --model models/bert-base-uncased --adapter my-adapter --text "What a film!"
              cat reviews.txt | promptgen predict --model models/bert-base-uncased --adapter my-adapter > predictions.jsonl
              promptgen predict --model models/bert-base-uncased --adapter sentiment entities --text "Keaton shines in Rome."
            """)
        {
            text, input, output,
        };
        adapterOptions.AddTo(command);
        data.AddTo(command);
        command.SetAction(result =>
        {
            var streams = result.Streams();
            using var opened = adapterOptions.Open(result, data.TaskOf(result));
            var inputs = Inputs(opened.Adapters, result.GetValue(text) ?? [], result.GetRequiredValue(input), data.Of(result), streams);
            Write(opened, inputs, result.GetValue(adapterOptions.BatchSize), result.GetRequiredValue(output), streams);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>
    /// From the command line, else from a file, as the first adapter's task reads it. Standard input is read line by line; empty lines are skipped.
    /// </summary>
    private static IEnumerable<PredictionInput> Inputs(IReadOnlyList<OpenAdapter> adapters, string[] given, string input, DataReading reading, CommandStreams streams)
    {
        if (given.Length > 0) return given.Select(text => new PredictionInput(text));
        return input == "-" ? StandardInput(streams) : adapters[0].Task.Inputs(input, reading);
    }

    private static IEnumerable<PredictionInput> StandardInput(CommandStreams streams)
    {
        using var reader = new StreamReader(streams.Input, new UTF8Encoding(false, throwOnInvalidBytes: true));
        for (var number = 1; Line(reader, number) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return new PredictionInput(line);
    }

    private static string? Line(StreamReader reader, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw new UserException($"standard input: holds bytes that are not UTF-8, at or after line {number}.");
        }
    }

    private static void Write(IOpenAdapters opened, IEnumerable<PredictionInput> inputs, int batchSize, string output, CommandStreams streams)
    {
        if (output == "-")
        {
            using var standard = new StreamWriter(streams.OutputStream, new UTF8Encoding(false), leaveOpen: true);
            Lines(standard);
            return;
        }
        var temporary = $"{output}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var writer = new StreamWriter(temporary)) Lines(writer);
            File.Move(temporary, output, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{output}: cannot be written ({e.Message}).");
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }

        void Lines(TextWriter writer)
        {
            // Some batches at a time: standard input may have no end, and texts of like length share a pass. Who types gets an answer a line.
            foreach (var some in inputs.Chunk(streams.InputIsTerminal ? 1 : (int)Math.Min(16L * batchSize, 1 << 16)))
            {
                foreach (var line in Answers(opened, some)) writer.WriteLine(line.ToJsonString(Json));
                writer.Flush();
            }
            foreach (var adapter in opened.Adapters) adapter.SayCut();
        }
    }

    /// <summary>The answers of all adapters to some inputs, from one call to the pool: a line for each input and adapter.</summary>
    private static IEnumerable<JsonObject> Answers(IOpenAdapters opened, PredictionInput[] inputs)
    {
        var asked = inputs.SelectMany(input => opened.Adapters.Select(adapter => (Input: input, Adapter: adapter, Rows: adapter.Task.Rows(input, adapter.Tokenizer, adapter.MaxTokens)))).ToList();
        foreach (var adapter in opened.Adapters) adapter.CountCut([.. asked.Where(line => line.Adapter == adapter).SelectMany(line => line.Rows)]);
        var answers = opened.Predict([.. asked.SelectMany(line => line.Rows.Select(row => new PredictionRequest(line.Adapter.Name, row)))]);
        var next = 0;
        foreach (var (input, adapter, rows) in asked)
        {
            var line = input.ToJson();
            if (opened.Adapters.Count > 1) line["adapter"] = adapter.Name;
            adapter.Task.Describe(line, adapter.Labels, input, rows, [.. answers.Skip(next).Take(rows.Count)]);
            next += rows.Count;
            yield return line;
        }
    }
}
