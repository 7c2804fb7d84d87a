using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromptGen.Cli.Answering;
using PromptGen.Cli.Parsing;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Terminal;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen predict</c></summary>
internal static class PredictCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var adapterOptions = new AdapterOptions(several: true);
        var text = new Option<string[]>("--text") { Description = "A text to predict from; may be given several times.", HelpName = "text" };
        var pair = new Option<string[]>("--text-pair") { Description = "The second text, for an adapter that was trained on pairs; one for each --text.", HelpName = "text" };
        var input = new Option<string>("--input", "--data") { Description = "One text a line, or JSON lines (.jsonl), CSV (.csv), TSV (.tsv), Parquet (.parquet), CoNLL columns of words; empty lines are skipped. - is standard input, one text a line.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var output = new Option<string>("--output") { Description = "Where the JSON lines go; - is standard output.", DefaultValueFactory = _ => "-", HelpName = "file" };
        foreach (var path in new[] { input, output }) PathOrStream.NotEmpty(path);
        var data = new DataOptions(ofAdapter: true);
        var command = new Command("predict", """
            Predicts from texts, and writes one JSON line for each. What it says follows from the adapter's task: the likeliest label and the probability of
            every label; or the entities, with their text and where it is (from start, in UTF-16 units, to before end; in data of words, counted in words).
            "truncated": true says that a text was cut at the adapter's limit, so that nothing is known of its end. A text that holds a token without an
            embedding has an "error" in place of an answer, and the exit code is 1.

            Standard input is answered as it comes: when a batch is full, or when no line has come for a moment.

            Example:
              promptgen predict --model models/bert-base-uncased --adapter my-adapter --text "What a film!"
              cat reviews.txt | promptgen predict --model models/bert-base-uncased --adapter my-adapter > predictions.jsonl
              promptgen predict --model models/bert-base-uncased --adapter sentiment entities --text "Keaton shines in Rome."
              promptgen predict --model models/bert-base-uncased --adapter entailment --text "A man sleeps." --text-pair "A man is awake."
            """)
        {
            text, pair, input, output,
        };
        adapterOptions.AddTo(command);
        data.AddTo(command);
        command.SetAction(result =>
        {
            var (texts, pairs) = (result.GetValue(text) ?? [], result.GetValue(pair) ?? []);
            if (pairs.Length > 0 && pairs.Length != texts.Length)
                throw new UsageException($"--text-pair: is given {pairs.Length} times and --text {texts.Length} times; give one second text for each text.", "promptgen predict");
            if (texts.Length > 0 && result.GetRequiredValue(input) != "-")
                throw new UsageException("--text and --input (or --data): are given both; texts come from one of them.", "promptgen predict");
            using var interruption = new Interruption();
            var streams = result.Streams();
            using var answers = AnswerOutput.Open(result.GetRequiredValue(output), texts.Length > 0 ? "-" : result.GetRequiredValue(input), adapterOptions.Folders(result), streams.OutputStream);
            using var opened = adapterOptions.Open(result, data.TaskOf(result));
            var source = PredictionSource.Of(
                opened.Adapters, texts, pairs, result.GetRequiredValue(input), data.Of(result), result.GetValue(adapterOptions.BatchSize), streams.Input,
                note => streams.Notes.Say("note", note), interruption.Token);
            return Run(opened, source, answers, streams, interruption.Token);
        });
        return command;
    }

    private static int Run(IOpenAdapters opened, PredictionSource source, AnswerOutput output, CommandStreams streams, CancellationToken cancellation)
    {
        var notes = new PredictionNotes();
        var lines = new AnswerLines(opened, notes, cancellation);
        try
        {
            output.Write(writer =>
            {
                foreach (var chunk in source.Chunks)
                {
                    foreach (var line in lines.Of(chunk)) writer.WriteLine(line.ToJsonString(Json));
                    writer.Flush();
                }
            });
        }
        finally
        {
            notes.Print(streams.Notes);
        }
        if (lines.ErrorCount == 0) return ExitCode.Success;
        streams.Notes.Error($"{lines.ErrorCount} texts have no answer; the 'error' of their lines says why.");
        return ExitCode.Failure;
    }
}
