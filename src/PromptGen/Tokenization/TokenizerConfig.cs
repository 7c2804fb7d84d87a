using System.Globalization;
using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>
/// What a folder says about its tokenizer beside the vocabulary: <c>tokenizer_config.json</c>, behind it <c>special_tokens_map.json</c>,
/// <c>added_tokens.json</c>, and the <c>model_type</c> of <c>config.json</c>. Where all are silent, defaults apply.
/// </summary>
internal sealed class TokenizerConfig
{
    private const string MainFile = "tokenizer_config.json", TokensFile = "special_tokens_map.json", AddedFile = "added_tokens.json", ModelFile = "config.json";

    private readonly string folder;
    private readonly TokenizerJson? json;
    private readonly Dictionary<string, JsonElement> values, tokens, added, model;

    private TokenizerConfig(string folder, TokenizerJson? json)
    {
        (this.folder, this.json) = (folder, json);
        values = Read(MainFile);
        tokens = Read(TokensFile);
        added = Read(AddedFile);
        model = Read(ModelFile);
    }

    /// <summary>The tokenizer class without the "Fast" that says how Hugging Face runs it; null: unnamed, or a class that any tokenizer has.</summary>
    public string? TokenizerClass => Text("tokenizer_class") is { } name and not "PreTrainedTokenizerFast"
        ? name.EndsWith("Fast", StringComparison.Ordinal) ? name[..^4] : name
        : null;

    /// <summary>The model's type, or null where there is no <c>config.json</c> or it names none.</summary>
    public string? ModelType => Value(model, "model_type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null;

    /// <summary>Reads what there is in a folder; no file has to be there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="json">The folder's tokenizer.json, where the vocabulary comes from it.</param>
    /// <exception cref="CheckpointException">A file is not a JSON object.</exception>
    public static TokenizerConfig Open(string folder, TokenizerJson? json = null) => new(folder, json);

    /// <summary>True, false, or, where the key is absent or null, null.</summary>
    public bool? Flag(string key) => Value(values, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(MainFile, key, value, "true, false or null"),
    };

    /// <summary>A limit; null where there is none. Files write "none" as a number with thirty digits.</summary>
    public int? Limit(string key) => Value(values, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var limit) && limit > 0 => limit,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var limit) && limit > int.MaxValue => null,
        { } value => throw Wrong(MainFile, key, value, "a whole number, 1 or more"),
    };

    /// <summary>A special token, written as a text or as an object with <c>content</c>; its id is not known yet.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Its spelling where no file says.</param>
    /// <param name="leftStrip">Whether it takes the whitespace before it away, where no file says.</param>
    public AddedToken Token(string key, string fallback, bool leftStrip = false)
    {
        foreach (var (file, source) in new[] { (MainFile, values), (TokensFile, tokens) })
            if (Value(source, key) is { } value) return ReadToken(Path.Combine(folder, file), key, value, leftStrip);
        return new AddedToken(fallback, -1, leftStrip);
    }

    /// <summary>Tokens that were added to the vocabulary, and special ones besides the usual, each with the file that names it.</summary>
    /// <param name="vocabulary">The ids of the vocabulary's tokens.</param>
    /// <exception cref="CheckpointException">One is written wrongly, or has no id.</exception>
    public IReadOnlyList<(AddedToken Token, string File)> AddedTokens(Func<string, int?> vocabulary)
    {
        var found = new List<(AddedToken Token, string File)>(json?.AddedTokens ?? []);
        foreach (var (content, id) in added)
        {
            if (id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var number) || number < 0)
                throw Wrong(AddedFile, content, id, "its id, a whole number, 0 or more");
            if (content.Length == 0) throw Wrong(AddedFile, content, id, "a token that is not empty");
            found.Add((new AddedToken(content, number, Normalized: true), Path.Combine(folder, AddedFile)));
        }
        if (Value(values, "added_tokens_decoder") is { } decoder)
        {
            if (decoder.ValueKind != JsonValueKind.Object) throw Wrong(MainFile, "added_tokens_decoder", decoder, "an object of tokens by id");
            foreach (var entry in decoder.EnumerateObject())
            {
                if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                    throw new CheckpointException($"{Path.Combine(folder, MainFile)}: 'added_tokens_decoder' has the key '{entry.Name}'; expected an id.");
                found.Add((ReadToken(Path.Combine(folder, MainFile), entry.Name, entry.Value) with { Id = id }, Path.Combine(folder, MainFile)));
            }
        }
        foreach (var (file, source) in new[] { (MainFile, values), (TokensFile, tokens) })
        {
            if (Value(source, "additional_special_tokens") is not { } more) continue;
            if (more.ValueKind != JsonValueKind.Array) throw Wrong(file, "additional_special_tokens", more, "a list of tokens");
            foreach (var entry in more.EnumerateArray())
            {
                var token = ReadToken(Path.Combine(folder, file), "additional_special_tokens", entry);
                if (found.FindIndex(other => other.Token.Content == token.Content) is var known and >= 0)
                {
                    found[known] = (found[known].Token with { Normalized = false }, found[known].File);
                    continue;
                }
                var id = vocabulary(token.Content) ?? throw new CheckpointException(
                    $"{Path.Combine(folder, file)}: adds the token '{token.Content}', which has no id; expected it in the vocabulary or in {AddedFile}.");
                found.Add((token with { Id = id }, Path.Combine(folder, file)));
            }
        }
        return found;
    }

    /// <summary>Refuses a value that would give other ids than ours.</summary>
    public void Require(string key, params ReadOnlySpan<string> allowed)
    {
        if (Value(values, key) is not { } value) return;
        var found = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (allowed.Contains(found)) return;
        throw new CheckpointException(
            $"{Path.Combine(folder, MainFile)}: '{key}' is {value.InWords()}, which is not supported; expected {string.Join(" or ", allowed.ToArray())}.");
    }

    /// <summary>Refuses added tokens that a text could not spell after it has been put in lower case.</summary>
    public void RequireLowerCase(AddedTokens all)
    {
        foreach (var token in all.All.Values)
        {
            if (token.Normalized && token.Content != token.Content.ToLowerInvariant())
                throw new CheckpointException($"{folder}: adds the token '{token.Content}' to a vocabulary in lower case; expected it in lower case, or special.");
        }
    }

    /// <summary>The error of a value that is not what is expected.</summary>
    public static CheckpointException Wrong(string path, string key, string found, string expected) => new($"{path}: '{key}' is {found}; expected {expected}.");

    /// <summary>Reads the form that added tokens have in every file: a text, or an object with <c>content</c> and flags.</summary>
    public static AddedToken ReadToken(string path, string key, JsonElement value, bool leftStrip = false)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return new AddedToken(text, -1, leftStrip);
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String && content.GetString() is { Length: > 0 } spelling)
            {
                return new AddedToken(spelling, -1, Is("lstrip"), Is("rstrip"), Is("single_word"), Is("normalized") && !Is("special"));
            }
            throw Wrong(path, key, "an object without one", "a text, or an object with a text 'content'");
        }
        throw Wrong(path, key, value.InWords(), "a text, or an object with a text 'content'");

        bool Is(string flag) => value.TryGetProperty(flag, out var set) && set.ValueKind == JsonValueKind.True;
    }

    private static JsonElement? Value(Dictionary<string, JsonElement> from, string key) =>
        from.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private Dictionary<string, JsonElement> Read(string file)
    {
        var read = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) return read;
        foreach (var property in JsonFile.ReadObject(path).EnumerateObject()) read[property.Name] = property.Value;
        return read;
    }

    private string? Text(string key) => Value(values, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Wrong(MainFile, key, value, "a text"),
    };

    private CheckpointException Wrong(string file, string key, JsonElement found, string expected) =>
        Wrong(Path.Combine(folder, file), key, found.InWords(), expected);
}
