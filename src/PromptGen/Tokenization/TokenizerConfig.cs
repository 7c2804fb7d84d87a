using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>A <c>tokenizer_config.json</c>, with <c>special_tokens_map.json</c> behind it; where both are silent, defaults apply.</summary>
internal sealed class TokenizerConfig
{
    private const string MainFile = "tokenizer_config.json", TokensFile = "special_tokens_map.json", AddedFile = "added_tokens.json";

    private readonly string folder;
    private readonly Dictionary<string, JsonElement> values, tokens;

    private TokenizerConfig(string folder)
    {
        this.folder = folder;
        values = Read(Path.Combine(folder, MainFile));
        tokens = Read(Path.Combine(folder, TokensFile));
    }

    /// <summary>Reads what there is in a folder; neither file has to be there.</summary>
    /// <exception cref="CheckpointException">A file is not a JSON object.</exception>
    public static TokenizerConfig Open(string folder) => new(folder);

    /// <summary>True, false, or, where the key is absent or null, null.</summary>
    public bool? Flag(string key) => Value(values, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(MainFile, key, value, "true, false or null"),
    };

    /// <summary>A text, or null where the key is absent or null.</summary>
    public string? Text(string key) => Value(values, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Wrong(MainFile, key, value, "a text"),
    };

    /// <summary>A limit; null where there is none. Files write "none" as a number with thirty digits.</summary>
    public int? Limit(string key) => Value(values, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var limit) && limit > 0 => limit,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var limit) && limit > int.MaxValue => null,
        { } value => throw Wrong(MainFile, key, value, "a whole number, 1 or more"),
    };

    /// <summary>The spelling of a special token, written as a text or as an object with <c>content</c>.</summary>
    public string Token(string key, string fallback)
    {
        foreach (var (file, source) in new[] { (MainFile, values), (TokensFile, tokens) })
        {
            if (Value(source, key) is not { } value) continue;
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var flag in new[] { "lstrip", "rstrip", "single_word" })
                    if (value.TryGetProperty(flag, out var set) && set.ValueKind == JsonValueKind.True)
                        throw new CheckpointException($"{Path.Combine(folder, file)}: '{key}' has {flag} true, which is not supported; expected false.");
                if (!value.TryGetProperty("content", out value)) value = default;
            }
            return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
                ? text
                : throw Wrong(file, key, value, "a text, or an object with a text 'content'");
        }
        return fallback;
    }

    /// <summary>Refuses a value that would give other ids than ours.</summary>
    public void Require(string key, params ReadOnlySpan<string> allowed)
    {
        if (Value(values, key) is not { } value) return;
        var found = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (allowed.Contains(found)) return;
        throw new CheckpointException(
            $"{Path.Combine(folder, MainFile)}: '{key}' is {Name(value)}, which is not supported; expected {string.Join(" or ", allowed.ToArray())}.");
    }

    /// <summary>Refuses tokens that were added to the vocabulary, other than the given ones.</summary>
    public void RequireNoneAdded(IReadOnlyCollection<string> special)
    {
        var added = Read(Path.Combine(folder, AddedFile)).Keys.Select(token => (AddedFile, token)).ToList();
        if (Value(values, "added_tokens_decoder") is { ValueKind: JsonValueKind.Object } decoder)
        {
            added.AddRange(decoder.EnumerateObject()
                .Where(entry => entry.Value.ValueKind == JsonValueKind.Object && entry.Value.TryGetProperty("content", out _))
                .Select(entry => (MainFile, entry.Value.GetProperty("content").ToString())));
        }
        foreach (var (file, source) in new[] { (MainFile, values), (TokensFile, tokens) })
        {
            if (Value(source, "additional_special_tokens") is { ValueKind: JsonValueKind.Array } more)
                added.AddRange(more.EnumerateArray().Select(token => (file, token.ToString())));
        }
        foreach (var (file, token) in added)
        {
            if (!special.Contains(token))
                throw new CheckpointException($"{Path.Combine(folder, file)}: adds the token '{token}', which is not supported; expected none but {string.Join(", ", special)}.");
        }
    }

    private static JsonElement? Value(Dictionary<string, JsonElement> from, string key) =>
        from.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static Dictionary<string, JsonElement> Read(string path)
    {
        var read = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (!File.Exists(path)) return read;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new CheckpointException($"{path}: holds {Name(document.RootElement)}; expected a JSON object.");
            foreach (var property in document.RootElement.EnumerateObject()) read[property.Name] = property.Value.Clone();
            return read;
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{path}({e.LineNumber + 1},{e.BytePositionInLine + 1}): is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private CheckpointException Wrong(string file, string key, JsonElement found, string expected) =>
        new($"{Path.Combine(folder, file)}: '{key}' is {Name(found)}; expected {expected}.");

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "an object without one",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"'{value.GetString()}'",
        _ => value.GetRawText(),
    };
}
