using System.Text.Json;
using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Tokenization;

/// <summary>A <c>tokenizer.json</c> of Hugging Face's tokenizers library, where a folder has nothing else; parts that are none of ours are refused.</summary>
internal sealed class TokenizerJson
{
    public const string FileName = "tokenizer.json";

    private readonly string path;
    private readonly JsonElement root, model;

    private TokenizerJson(string path)
    {
        this.path = path;
        root = JsonFile.ReadObject(path);
        model = Part(root, "model") ?? throw Wrong("model", "absent", "an object");
        if (model.ValueKind != JsonValueKind.Object) throw Wrong("model", model.InWords(), "an object");
        Kind = Type(model, "model") switch
        {
            "WordPiece" => TokenizerKind.WordPiece,
            "BPE" => TokenizerKind.ByteLevelBpe,
            "Unigram" => TokenizerKind.SentencePiece,
            var other => throw Wrong("model.type", $"'{other}'", "'WordPiece', 'BPE' or 'Unigram'"),
        };
    }

    /// <summary>What kind of tokenizer it holds.</summary>
    public TokenizerKind Kind { get; }

    /// <summary>The added tokens, each with this file's path.</summary>
    public IReadOnlyList<(AddedToken Token, string File)> AddedTokens =>
        [.. Items(Part(root, "added_tokens"), "added_tokens").Select(entry => (TokenizerConfig.ReadToken(path, "added_tokens", entry) with { Id = Number(entry, "id", "added_tokens") }, path))];

    /// <summary>Whether byte-level BPE reads a text as if a space stood before it.</summary>
    public bool SpacedText => Steps("pre_tokenizer", "pretokenizers").Any(step => Type(step, "pre_tokenizer") == "ByteLevel" && Is(step, "add_prefix_space", true));

    /// <summary>Whether byte-level BPE composes characters first (NFC).</summary>
    public bool Composes => Steps("normalizer", "normalizers").Any();

    /// <summary>Whether a unigram model's text is put in lower case.</summary>
    public bool LowerCase => Steps("normalizer", "normalizers").Any(step => Type(step, "normalizer") == "Lowercase");

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It is not a tokenizer that we know.</exception>
    public static TokenizerJson Read(string path) => new(path);

    /// <summary>A folder's tokenizer.json, if there is one and none of the given files; else null.</summary>
    public static TokenizerJson? InsteadOf(string folder, params ReadOnlySpan<string> files)
    {
        foreach (var file in files)
            if (File.Exists(Path.Combine(folder, file))) return null;
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Read(path) : null;
    }

    /// <summary>The vocabulary of a WordPiece model.</summary>
    public WordPieceVocabulary WordPiece()
    {
        Expect(TokenizerKind.WordPiece);
        RequireModel("continuing_subword_prefix", "##");
        RequireModel("max_input_chars_per_word", "100");
        RequireType("pre_tokenizer", "pretokenizers", "BertPreTokenizer");
        var ids = BpeTable.ReadIds(path, "model.vocab", Object(model, "vocab"));
        var tokens = new string[ids.Count];
        foreach (var (token, id) in ids)
        {
            if (id >= tokens.Length) throw Wrong("model.vocab", $"a map in which '{token}' has the id {id}", $"ids from 0 to {tokens.Length - 1}, since there are {tokens.Length}");
            tokens[id] = token;
        }
        return new WordPieceVocabulary(path, tokens);
    }

    /// <summary>How a WordPiece model normalizes.</summary>
    public BertNormalization BertNormalization()
    {
        RequireType("normalizer", "normalizers", "BertNormalizer");
        var step = Steps("normalizer", "normalizers").Single();
        if (!Is(step, "clean_text", true)) throw Wrong("normalizer.clean_text", "false", "true");
        var lowerCase = Is(step, "lowercase", true);
        return new BertNormalization(lowerCase, Is(step, "strip_accents", lowerCase), Is(step, "handle_chinese_chars", true));
    }

    /// <summary>The table of a byte-level BPE model.</summary>
    public BpeTable Bpe()
    {
        Expect(TokenizerKind.ByteLevelBpe);
        foreach (var key in new[] { "dropout", "continuing_subword_prefix", "end_of_word_suffix" }) RequireModel(key, "");
        foreach (var key in new[] { "byte_fallback", "ignore_merges" }) RequireModel(key, "false");
        if (Steps("normalizer", "normalizers") is var steps && steps.Any(step => Type(step, "normalizer") != "NFC"))
            throw Wrong("normalizer", string.Join(", ", steps.Select(step => $"'{Type(step, "normalizer")}'")), "none, or 'NFC', with byte-level BPE");
        RequireType("pre_tokenizer", "pretokenizers", "ByteLevel");
        var step = Steps("pre_tokenizer", "pretokenizers").Single();
        if (!Is(step, "use_regex", true)) throw Wrong("pre_tokenizer.use_regex", "false", "true");

        var merges = Items(Part(model, "merges"), "model.merges").Select((merge, i) => merge.ValueKind switch
        {
            JsonValueKind.String => merge.GetString()!,
            JsonValueKind.Array when merge.EnumerateArray().All(token => token.ValueKind == JsonValueKind.String) =>
                string.Join(' ', merge.EnumerateArray().Select(token => token.GetString())),
            _ => throw Wrong($"model.merges[{i}]", merge.InWords(), "two tokens"),
        }).ToList();
        return new BpeTable(path, BpeTable.ReadIds(path, "model.vocab", Object(model, "vocab")), merges, i => $"{path}: 'model.merges[{i}]'");
    }

    /// <summary>The model of a SentencePiece unigram tokenizer.</summary>
    public SentencePieceModel SentencePiece()
    {
        Expect(TokenizerKind.SentencePiece);
        var unknown = Number(model, "unk_id", "model");
        var fallback = Is(model, "byte_fallback", false);
        var special = AddedTokens.Select(entry => entry.Token.Id).ToHashSet();
        var pieces = Items(Part(model, "vocab"), "model.vocab").Select((piece, id) =>
        {
            if (piece.ValueKind != JsonValueKind.Array || piece.GetArrayLength() != 2 || piece[0].ValueKind != JsonValueKind.String
                || piece[1].ValueKind != JsonValueKind.Number || !piece[1].TryGetSingle(out var score))
            {
                throw Wrong($"model.vocab[{id}]", piece.InWords(), "a piece and its score");
            }
            var text = piece[0].GetString()!;
            var type = id == unknown ? PieceType.Unknown
                : fallback && text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) ? PieceType.Byte
                : special.Contains(id) ? PieceType.Control : PieceType.Normal;
            return (text, score, type);
        }).ToList();

        var characters = CharacterMap.Empty;
        foreach (var step in Steps("normalizer", "normalizers"))
        {
            if (Type(step, "normalizer") is not ("Precompiled" or "Strip" or "Replace" or "Lowercase"))
                throw Wrong("normalizer.type", $"'{Type(step, "normalizer")}'", "'Precompiled', 'Strip', 'Replace' or 'Lowercase'");
            if (Type(step, "normalizer") != "Precompiled") continue;
            if (Part(step, "precompiled_charsmap") is not { ValueKind: JsonValueKind.String } map || !map.TryGetBytesFromBase64(out var bytes))
                throw Wrong("normalizer.precompiled_charsmap", "not base64", "a normalization map in base64");
            characters = CharacterMap.Read(bytes, path);
        }
        // XLM-RoBERTa's splits at whitespace first, which removes no more than extra spaces.
        var words = Steps("pre_tokenizer", "pretokenizers");
        if (words.Count != 2 || Type(words[0], "pre_tokenizer") != "WhitespaceSplit" || Type(words[1], "pre_tokenizer") != "Metaspace") RequireType("pre_tokenizer", "pretokenizers", "Metaspace");
        var metaspace = words[^1];
        var prefix = Is(metaspace, "add_prefix_space", true) && Part(metaspace, "prepend_scheme") is not { ValueKind: JsonValueKind.String } scheme
            || Part(metaspace, "prepend_scheme") is { ValueKind: JsonValueKind.String } named && named.GetString() != "never";
        return SentencePieceModel.Checked(path, pieces, merges: false, fallback, prefix, removeExtraSpaces: true, characters);
    }

    /// <summary>Which special tokens stand around texts; null: the file adds none, or leaves it to the tokenizer's class.</summary>
    public RowLayout? Layout()
    {
        foreach (var step in Steps("post_processor", "processors"))
        {
            switch (Type(step, "post_processor"))
            {
                case "ByteLevel":
                    continue;
                case "BertProcessing":
                    return new RowLayout([End(step, "cls")], [End(step, "sep")], [End(step, "sep")], 1);
                case "RobertaProcessing":
                    return new RowLayout([End(step, "cls")], [End(step, "sep"), End(step, "sep")], [End(step, "sep")], 0);
                case "TemplateProcessing":
                    return Template(step);
                case var other:
                    throw Wrong("post_processor.type", $"'{other}'", "'BertProcessing', 'RobertaProcessing', 'TemplateProcessing' or 'ByteLevel'");
            }
        }
        return null;
    }

    // "pair" is a list of special tokens and of the sequences A and B: before A, between the two, behind B.
    private RowLayout Template(JsonElement step)
    {
        const string expected = "special tokens around the sequences A and B, in this order";
        var (parts, secondType) = (new[] { new List<int>(), [], [] }, 0);
        var part = 0;
        foreach (var entry in Items(Part(step, "pair"), "post_processor.pair"))
        {
            if (Part(entry, "SpecialToken") is { } token)
            {
                var tokens = Part(Object(step, "special_tokens"), Text(token, "id")) ?? throw Wrong("post_processor.special_tokens", $"without '{Text(token, "id")}'", "its ids");
                parts[part].AddRange(Items(Part(tokens, "ids"), "post_processor.special_tokens.ids").Select(Id));
            }
            else if (Part(entry, "Sequence") is { } sequence && part < 2 && Text(sequence, "id") == (part == 0 ? "A" : "B"))
            {
                if (part == 1) secondType = Number(sequence, "type_id", "post_processor.pair");
                part++;
            }
            else
            {
                throw Wrong("post_processor.pair", entry.InWords(), expected);
            }
        }
        return part == 2 ? new RowLayout([.. parts[0]], [.. parts[1]], [.. parts[2]], secondType) : throw Wrong("post_processor.pair", "without both sequences", expected);
    }

    private int End(JsonElement step, string key) => Items(Part(step, key), $"post_processor.{key}").ElementAtOrDefault(1) is { ValueKind: JsonValueKind.Number } id
        ? Id(id)
        : throw Wrong($"post_processor.{key}", "without an id", "a token and its id");

    private int Id(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id is >= 0 and < SpecialTokenSet.MostIds
        ? id
        : throw Wrong("post_processor", value.InWords(), "an id");

    private IReadOnlyList<JsonElement> Steps(string key, string several)
    {
        if (Part(root, key) is not { } step) return [];
        return Type(step, key) == "Sequence" ? Items(Part(step, several), $"{key}.{several}") : [step];
    }

    private void RequireType(string key, string several, string type)
    {
        var steps = Steps(key, several);
        if (steps.Count != 1 || Type(steps[0], key) != type)
            throw Wrong(key, steps.Count == 0 ? "absent" : string.Join(", ", steps.Select(step => $"'{Type(step, key)}'")), $"'{type}' with a model of type '{Type(model, "model")}'");
    }

    private void RequireModel(string key, string value)
    {
        if (Part(model, key) is not { } found) return;
        var text = found.ValueKind == JsonValueKind.String ? found.GetString()! : found.GetRawText();
        if (text != value) throw Wrong($"model.{key}", found.InWords(), value.Length == 0 ? "none" : value);
    }

    private void Expect(TokenizerKind kind)
    {
        if (Kind != kind) throw Wrong("model.type", $"that of a tokenizer of kind {Kind}", $"{kind}");
    }

    private bool Is(JsonElement from, string key, bool fallback) => Part(from, key) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(key, value.InWords(), "true, false or null"),
    };

    private IReadOnlyList<JsonElement> Items(JsonElement? value, string key) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
        { } other => throw Wrong(key, other.InWords(), "a list"),
    };

    private JsonElement Object(JsonElement from, string key) => Part(from, key) is { ValueKind: JsonValueKind.Object } value
        ? value
        : throw Wrong(key, Part(from, key)?.InWords() ?? "absent", "an object");

    private string Text(JsonElement from, string key) => Part(from, key) is { ValueKind: JsonValueKind.String } value
        ? value.GetString()!
        : throw Wrong(key, Part(from, key)?.InWords() ?? "absent", "a text");

    private int Number(JsonElement from, string key, string place) => Part(from, key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0
        ? number
        : throw Wrong($"{place}.{key}", Part(from, key)?.InWords() ?? "absent", "a whole number, 0 or more");

    private string Type(JsonElement step, string key) => Part(step, "type") is { ValueKind: JsonValueKind.String } type
        ? type.GetString()!
        : throw Wrong($"{key}.type", Part(step, "type")?.InWords() ?? "absent", "a text");

    private static JsonElement? Part(JsonElement from, string key) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private CheckpointException Wrong(string key, string found, string expected) => TokenizerConfig.Wrong(path, key, found, expected);
}
