using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Cli.Parsing;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen tokenize</c></summary>
internal static class TokenizeCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var model = new Option<DirectoryInfo>("--model")
        {
            Description = "The checkpoint folder. Only its tokenizer files and its config.json, if any, are read.", Required = true, HelpName = "folder",
        };
        var text = new Option<string[]>("--text") { Description = "A text; may be given several times.", HelpName = "text" };
        var pair = new Option<string[]>("--text-pair") { Description = "The second text of a pair, one for each --text.", HelpName = "text" };
        var input = new Option<string>("--input")
        {
            Description = "JSON lines with 'text' and, for pairs, 'text_pair'. - is standard input.", DefaultValueFactory = _ => "-", HelpName = "file",
        };
        PathOrStream.NotEmpty(input);
        var command = new Command("tokenize", """
            Shows what a checkpoint's tokenizer makes of texts, one JSON line for each: the ids; the tokens; where each stands in its text, in code points from
            start to before end ([0, 0] for special tokens that stand around a text), as Hugging Face's tokenizers say it; and how many are unknown. Nothing
            is cut. The model's weights are not needed.

            Example:
              promptgen tokenize --model models/bert-base-uncased --text "What a film!"
              promptgen tokenize --model models/bert-base-uncased --input texts.jsonl
            """)
        {
            model, text, pair, input,
        };
        command.SetAction(result =>
        {
            var (texts, pairs) = (result.GetValue(text) ?? [], result.GetValue(pair) ?? []);
            if (pairs.Length > 0 && pairs.Length != texts.Length)
                throw new UsageException($"--text-pair: is given {pairs.Length} times and --text {texts.Length} times; expected one for each --text.", "promptgen tokenize");
            if (texts.Length > 0 && result.GetRequiredValue(input) != "-") throw new UsageException("--text and --input: are given both; texts come from one of them.", "promptgen tokenize");
            var streams = result.Streams();
            var tokenizer = Open(result.GetRequiredValue(model).FullName);
            foreach (var note in tokenizer.Notes) streams.Notes.Say("note", note);
            using var output = new StreamWriter(streams.OutputStream, new UTF8Encoding(false), leaveOpen: true);
            var given = texts.Length > 0 ? texts.Select((one, i) => (one, pairs.ElementAtOrDefault(i))) : Lines(result.GetRequiredValue(input), streams);
            foreach (var (first, second) in given)
            {
                output.WriteLine(Describe(tokenizer, first, second).ToJsonString(Json));
                output.Flush();
            }
            return ExitCode.Success;
        });
        return command;
    }

    // The kinds of an encoder that PromptGen knows decide where a folder has several vocabularies.
    private static TextTokenizer Open(string folder)
    {
        if (!Path.Exists(Path.Combine(folder, "config.json"))) return TextTokenizer.Open(folder, Enum.GetValues<TokenizerKind>());
        var encoder = new EncoderRegistry(typeof(BertEncoder).Assembly).Find(CheckpointFolder.ReadConfig(folder));
        return TextTokenizer.Open(folder, encoder is { Tokenizers.Count: > 0 } ? encoder.Tokenizers : Enum.GetValues<TokenizerKind>());
    }

    private static JsonObject Describe(TextTokenizer tokenizer, string text, string? pair)
    {
        var row = tokenizer.Encode(text, pair, maximumLength: int.MaxValue);
        var (first, second) = (new CodePoints(text), new CodePoints(pair ?? ""));
        var line = new JsonObject { ["text"] = text };
        if (pair is not null) line["text_pair"] = pair;
        line["ids"] = new JsonArray([.. row.Ids.Select(id => (JsonNode)id)]);
        line["tokens"] = new JsonArray([.. row.Ids.Select(id => (JsonNode?)tokenizer.TokenOf(id))]);
        line["offsets"] = new JsonArray([.. row.Offsets.Select((offset, i) => Offset(row.Spans[i].Part == TextPart.Second ? second : first, offset))]);
        line["unknown"] = tokenizer.CountUnknown(row);
        return line;
    }

    private static JsonArray Offset(CodePoints points, (int Start, int End) offset) => [points.Before(offset.Start), points.Before(offset.End)];

    private static IEnumerable<(string Text, string? Pair)> Lines(string input, CommandStreams streams)
    {
        var name = input == "-" ? "standard input" : input;
        using var stream = input == "-" ? streams.Input : Files.RegularFile.Open(input, UserFile.Data);
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        for (var number = 1; ReadLine(reader, name, number) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(line, $"{name}({number})");
    }

    private static string? ReadLine(StreamReader reader, string name, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw new UserException($"{name}: holds bytes that are not UTF-8, at or after line {number}.");
        }
    }

    private static (string Text, string? Pair) Parse(string line, string place)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line, Files.JsonFault.Strict);
            return (Text(parsed.RootElement, "text", place) ?? throw Wrong(place), Text(parsed.RootElement, "text_pair", place));
        }
        catch (JsonException e)
        {
            throw new UserException($"{place}: is not JSON: {Files.JsonFault.Reason(e)}.");
        }
        catch (InvalidOperationException)
        {
            throw Wrong(place);
        }
    }

    private static string? Text(JsonElement line, string key, string place) =>
        line.ValueKind != JsonValueKind.Object ? throw Wrong(place)
        : !line.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(place);

    private static UserException Wrong(string place) =>
        new($"{place}: is no text; expected a JSON object with a text 'text' and, for a pair, a text 'text_pair', such as {{\"text\": \"What a film!\"}}.");

    /// <summary>Counts the code points before the places of a text, each place once.</summary>
    private sealed class CodePoints
    {
        private readonly int[] before;

        public CodePoints(string text)
        {
            before = new int[text.Length + 1];
            for (var unit = 0; unit < text.Length; unit++)
            {
                var isSecondHalf = unit > 0 && char.IsSurrogatePair(text[unit - 1], text[unit]);
                before[unit + 1] = before[unit] + (isSecondHalf ? 0 : 1);
            }
        }

        public int Before(int unit) => before[unit];
    }
}
