using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Predictions;
using PromptGen.Tasks;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen predict</c></summary>
internal static class PredictCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var adapterOptions = new AdapterOptions();
        var text = new Option<string[]>("--text") { Description = "A text to classify; may be given several times.", HelpName = "text" };
        var input = new Option<string>("--input") { Description = "One text a line, or JSON lines (.jsonl), CSV (.csv), TSV (.tsv), Parquet (.parquet); empty lines are skipped. - is standard input, one text a line.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var output = new Option<string>("--output") { Description = "Where the JSON lines go; - is standard output.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var columns = new ColumnOptions();
        var command = new Command("predict", """
            Classifies texts and writes one JSON line for each: the text, the likeliest label, the probability of every label.

            Example:
              promptgen predict --model models/bert-base-uncased --adapter my-adapter --text "What a film!"
              cat reviews.txt | promptgen predict --model models/bert-base-uncased --adapter my-adapter > predictions.jsonl
            """)
        {
            adapterOptions.Model, adapterOptions.Adapter, text, input, output, adapterOptions.BatchSize, adapterOptions.Device, adapterOptions.Force,
        };
        columns.AddTo(command);
        command.SetAction(result =>
        {
            using var classifier = adapterOptions.Open(result);
            var texts = Texts(result.GetValue(text) ?? [], result.GetRequiredValue(input), columns.Of(result));
            Write(classifier, texts, result.GetValue(adapterOptions.BatchSize), result.GetRequiredValue(output));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>From the command line, else from a file, whose name says what it holds, a text a line if nothing else. Standard input is read line by line; empty lines are skipped.</summary>
    private static IEnumerable<(string Text, string? Pair)> Texts(string[] given, string input, ReadingOptions reading)
    {
        if (given.Length > 0) return given.Select(text => (text, (string?)null));
        if (input == "-") return StandardInput();
        var format = reading.Format ?? ReadingOptions.FormatOf(input, otherwise: TextFormat.PlainLines);
        return TextExamples.Read(input, reading with { Format = format }).Select(example => (example.Text, example.Pair));
    }

    private static IEnumerable<(string Text, string? Pair)> StandardInput()
    {
        using var reader = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false, throwOnInvalidBytes: true));
        for (var number = 1; Line(reader, number) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return (line, null);
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

    private static void Write(
        IOpenClassifier classifier, IEnumerable<(string Text, string? Pair)> texts, int batchSize, string output)
    {
        if (output == "-")
        {
            // UTF-8 whatever the terminal's encoding: the lines are JSON.
            using var standard = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
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
            foreach (var some in texts.Chunk(Console.IsInputRedirected ? (int)Math.Min(16L * batchSize, 1 << 16) : 1))
            {
                foreach (var ((text, pair), prediction) in some.Zip(classifier.Predict(some)))
                    writer.WriteLine(Line(text, pair, prediction, classifier.Labels).ToJsonString(Json));
                writer.Flush();
            }
        }
    }

    private static JsonObject Line(string text, string? pair, Prediction prediction, IReadOnlyList<string> labels)
    {
        var line = new JsonObject { ["text"] = text };
        if (pair is not null) line["text_pair"] = pair;
        line["label"] = prediction.Label;
        line["probabilities"] = new JsonObject(labels.Zip(prediction.Probabilities, (label, p) => KeyValuePair.Create(label, (JsonNode?)JsonValue.Create(Math.Round(p, 6)))));
        return line;
    }
}
