using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>
/// What a folder says about its tokenizer beside the vocabulary: <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c>, <c>added_tokens.json</c>,
/// and the <c>model_type</c> of <c>config.json</c>. Where all are silent, defaults apply.
/// </summary>
internal sealed class TokenizerConfig
{
    private const string MainFile = "tokenizer_config.json", TokensFile = "special_tokens_map.json", AddedFile = "added_tokens.json", ModelFile = "config.json";

    private readonly string folder;
    private readonly Dictionary<string, JsonElement> values, tokens, added, model;
    private readonly List<string> notes = [];

    private TokenizerConfig(string folder)
    {
        this.folder = folder;
        Json = Path.Exists(Path.Combine(folder, TokenizerJson.FileName)) ? TokenizerJson.Read(Path.Combine(folder, TokenizerJson.FileName)) : null;
        values = Read(MainFile);
        model = Read(ModelFile);
        // Where tokenizer_config.json lists the added tokens, Hugging Face does not read the older files.
        tokens = ListsTokens ? [] : Read(TokensFile);
        added = ListsTokens ? [] : Read(AddedFile);
    }

    /// <summary>The folder's tokenizer.json, or null where there is none.</summary>
    public TokenizerJson? Json { get; }

    /// <summary>What a user would want to know: files that disagree.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The tokenizer class without the "Fast" that says how Hugging Face runs it; null: unnamed, or a class that any tokenizer has.</summary>
    public string? TokenizerClass
    {
        get
        {
            var name = Text("tokenizer_class");
            if (name is not null && TokenizerClasses.IsGeneric(name)) return null;
            if (TokenizerClasses.IsForced(ModelType)) return TokenizerClasses.Of(ModelType);
            if (Json is not null && TokenizerClasses.IsIgnored(ModelType)) return null;
            name ??= TokenizerClasses.Of(ModelType);
            return name is not null && name.EndsWith("Fast", StringComparison.Ordinal) ? name[..^4] : name;
        }
    }

    /// <summary>The model's type, or null where there is no <c>config.json</c> or it names none.</summary>
    public string? ModelType => Value(model, "model_type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null;

    private bool ListsTokens => Value(values, "added_tokens_decoder") is not null;

    /// <summary>Reads what there is in a folder; no file has to be there.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is not a JSON object.</exception>
    public static TokenizerConfig Open(string folder) => new(folder);

    /// <summary>Adds a note.</summary>
    public void Note(string text) => notes.Add(text);

    /// <summary>Adds a note where tokenizer.json says something else about an option than what counts.</summary>
    public void NoteOption(string key, bool counts, bool inJson)
    {
        if (counts == inJson) return;
        var stated = Value(values, key) is not null ? $"'{key}' of {MainFile}" : $"the default of '{key}'";
        Note($"{folder}: {TokenizerJson.FileName} disagrees with {stated}; {(counts ? "true" : "false")} counts, as in Hugging Face's {TokenizerClass}.");
    }

    /// <summary>Adds a note where a vocabulary file that is not read holds something else than tokenizer.json.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="agrees">Whether it holds the same.</param>
    public void NoteUnread(string file, Func<bool> agrees)
    {
        if (Json is null || !File.Exists(Path.Combine(folder, file))) return;
        bool same;
        try
        {
            same = agrees();
        }
        catch (CheckpointException)
        {
            same = false;
        }
        if (!same) Note($"{folder}: {file} and {TokenizerJson.FileName} hold different vocabularies; {TokenizerJson.FileName} counts, as in Hugging Face.");
    }

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

    /// <summary>A special token, written as a text or as an object with <c>content</c>, without an id; null where no file says it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="leftStrip">Whether it takes the whitespace before it away, where it is written as a text.</param>
    public AddedToken? Token(string key, bool leftStrip = false)
    {
        foreach (var (file, source) in new[] { (TokensFile, tokens), (MainFile, values) })
            if (Value(source, key) is { } value) return AddedTokenJson.Read(Path.Combine(folder, file), key, value, leftStrip);
        return null;
    }

    /// <summary>Tokens that were added to the vocabulary, each as the files list it: more than once where several do.</summary>
    /// <param name="special">The contents of special tokens; added_tokens.json does not tell them apart.</param>
    /// <exception cref="CheckpointException">One is written wrongly.</exception>
    public IReadOnlyList<ListedToken> ListedTokens(IReadOnlySet<string> special)
    {
        var found = new List<ListedToken>(Json?.AddedTokens ?? []);
        foreach (var (content, id) in added)
        {
            if (id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var number) || number < 0)
                throw Wrong(AddedFile, content, id, "its id, a whole number, 0 or more");
            if (content.Length == 0) throw Wrong(AddedFile, content, id, "a token that is not empty");
            found.Add(new ListedToken(
                new AddedToken(content, number, Normalized: !special.Contains(content)), TokenSource.AddedTokensJson, Path.Combine(folder, AddedFile)));
        }
        if (Value(values, "added_tokens_decoder") is not { } decoder) return found;
        if (decoder.ValueKind != JsonValueKind.Object) throw Wrong(MainFile, "added_tokens_decoder", decoder, "an object of tokens by id");
        foreach (var entry in decoder.EnumerateObject())
        {
            var path = Path.Combine(folder, MainFile);
            if (!int.TryParse(entry.Name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id))
                throw new CheckpointException($"{path}: 'added_tokens_decoder' has the key '{entry.Name}'; expected an id.");
            found.Add(new ListedToken(AddedTokenJson.Read(path, entry.Name, entry.Value) with { Id = id }, TokenSource.Decoder, path));
        }
        return found;
    }

    /// <summary>Special tokens besides those of a role, without ids.</summary>
    public IReadOnlyList<AddedToken> FurtherTokens()
    {
        var found = new List<AddedToken>();
        foreach (var (file, source, key) in new[]
        {
            (MainFile, values, "additional_special_tokens"), (TokensFile, tokens, "additional_special_tokens"), (MainFile, values, "extra_special_tokens"),
        })
        {
            if (Value(source, key) is not { } more) continue;
            IEnumerable<JsonElement> entries = more.ValueKind switch
            {
                JsonValueKind.Array => more.EnumerateArray(),
                JsonValueKind.Object when key == "extra_special_tokens" => more.EnumerateObject().Select(entry => entry.Value),
                _ => throw Wrong(file, key, more, "a list of tokens"),
            };
            found.AddRange(entries.Select(entry => AddedTokenJson.Read(Path.Combine(folder, file), key, entry)));
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

    private static JsonElement? Value(Dictionary<string, JsonElement> from, string key) =>
        from.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private Dictionary<string, JsonElement> Read(string file)
    {
        var read = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var path = Path.Combine(folder, file);
        if (!Path.Exists(path)) return read;
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
        JsonFile.Wrong(Path.Combine(folder, file), key, found.InWords(), expected);
}
