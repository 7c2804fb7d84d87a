using System.Text.Json;

namespace PromptGen.Cli.Commands;

/// <summary>Texts to classify: from the command line, from lines, or from JSON lines.</summary>
internal static class PredictionInput
{
    /// <param name="texts">From the command line; if there are any, nothing else is read.</param>
    /// <param name="input">A file, or <c>-</c> for standard input.</param>
    /// <param name="textKey">The text's key in JSON lines.</param>
    /// <param name="pairKey">The second text's.</param>
    /// <exception cref="UserException">The file cannot be read, or one of its lines is damaged; which one is said.</exception>
    public static IEnumerable<(string Text, string? Pair)> Read(IReadOnlyList<string> texts, string input, string textKey, string pairKey)
    {
        if (texts.Count > 0) return texts.Select(text => (text, (string?)null));
        if (input == "-") return Lines(Console.In).Select(line => (line, (string?)null));
        try
        {
            var lines = Lines(new StreamReader(input));
            return Path.GetExtension(input) is ".jsonl" or ".json"
                ? lines.Select((line, i) => (line, number: i + 1)).Where(l => l.line.Trim().Length > 0).Select(l => Parse(l.line, input, l.number, textKey, pairKey))
                : lines.Select(line => (line, (string?)null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{input}: cannot be read ({e.Message}).");
        }
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        using (reader)
        {
            while (reader.ReadLine() is { } line) yield return line;
        }
    }

    private static (string Text, string? Pair) Parse(string line, string file, int number, string textKey, string pairKey)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(textKey, out var text) || text.ValueKind != JsonValueKind.String)
                throw new UserException($"{file}({number}): is not a JSON object with a text '{textKey}'.");
            return (text.GetString()!, root.TryGetProperty(pairKey, out var pair) && pair.ValueKind == JsonValueKind.String ? pair.GetString() : null);
        }
        catch (JsonException e)
        {
            throw new UserException($"{file}({number},{e.BytePositionInLine + 1}): is not JSON: {e.Message}");
        }
    }
}
