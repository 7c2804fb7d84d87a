using System.Text.Json;
using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Tokenization;

/// <summary>A <c>tokenizer.json</c> of Hugging Face's tokenizers library; parts that PromptGen does not know are refused.</summary>
internal sealed class TokenizerJson
{
    public const string FileName = "tokenizer.json";

    private readonly JsonPlace place;
    private readonly JsonElement root, model;

    private TokenizerJson(string path)
    {
        place = new JsonPlace(path);
        root = JsonFile.ReadObject(path);
        model = JsonPlace.Part(root, "model") ?? throw place.Wrong("model", "absent", "an object");
        if (model.ValueKind != JsonValueKind.Object) throw place.Wrong("model", model.InWords(), "an object");
        Pipeline = new PipelineJson(place, root);
    }

    /// <summary>Its normalizer and pre-tokenizer.</summary>
    public PipelineJson Pipeline { get; }

    /// <summary>What kind of tokenizer it holds.</summary>
    public TokenizerKind Kind => ModelType switch
    {
        "WordPiece" => TokenizerKind.WordPiece,
        "BPE" => TokenizerKind.ByteLevelBpe,
        "Unigram" => TokenizerKind.SentencePiece,
        var other => throw place.Wrong("model.type", $"'{other}'", "'WordPiece', 'BPE' or 'Unigram'"),
    };

    /// <summary>The added tokens.</summary>
    public IReadOnlyList<ListedToken> AddedTokens =>
    [
        .. place.Items(JsonPlace.Part(root, "added_tokens"), "added_tokens").Select(entry => new ListedToken(
            AddedTokenJson.Read(place.Path, "added_tokens", entry) with { Id = place.Number(entry, "id", "added_tokens") }, TokenSource.TokenizerJson, place.Path)),
    ];

    /// <summary>Whether byte-level BPE takes a word that the vocabulary has as its token.</summary>
    public bool WholeWords => place.Is(model, "ignore_merges", false);

    /// <summary>The id of the model's own unknown token; null: it names none.</summary>
    /// <exception cref="CheckpointException">The vocabulary does not have it.</exception>
    public int? Unknown(BaseVocabulary vocabulary) => JsonPlace.Part(model, "unk_token") is null ? null
        : vocabulary.Id(place.Text(model, "unk_token")) ?? throw place.Wrong("model.unk_token", $"'{place.Text(model, "unk_token")}'", "a token of the vocabulary");

    private string ModelType => place.Type(model, "model");

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It is not a JSON object with a model.</exception>
    public static TokenizerJson Read(string path) => new(path);

    /// <summary>The vocabulary of a WordPiece model.</summary>
    public WordPieceVocabulary WordPiece()
    {
        Expect(TokenizerKind.WordPiece);
        RequireModel("continuing_subword_prefix", "##");
        RequireModel("max_input_chars_per_word", "100");
        var ids = BpeTable.ReadIds(place.Path, "model.vocab", place.Object(model, "vocab"));
        var tokens = new string[ids.Count];
        foreach (var (token, id) in ids)
        {
            if (id >= tokens.Length)
            {
                throw place.Wrong("model.vocab", $"a map in which '{token}' has the id {id}",
                    $"ids from 0 to {tokens.Length - 1}, since there are {tokens.Length}");
            }
            tokens[id] = token;
        }
        return new WordPieceVocabulary(place.Path, tokens);
    }

    /// <summary>The table of a byte-level BPE model.</summary>
    public BpeTable Bpe()
    {
        Expect(TokenizerKind.ByteLevelBpe);
        foreach (var key in new[] { "dropout", "continuing_subword_prefix", "end_of_word_suffix" }) RequireModel(key, "");
        RequireModel("byte_fallback", "false");
        // Before the long lists below, since a pipeline that is not known makes them useless.
        _ = Pipeline.Normalizers();
        _ = Pipeline.Words("BPE", "ByteLevel");
        var merges = place.Items(JsonPlace.Part(model, "merges"), "model.merges").Select((merge, i) => merge.ValueKind switch
        {
            JsonValueKind.String => merge.GetString()!,
            JsonValueKind.Array when merge.EnumerateArray().All(token => token.ValueKind == JsonValueKind.String) =>
                string.Join(' ', merge.EnumerateArray().Select(token => token.GetString())),
            _ => throw place.Wrong($"model.merges[{i}]", merge.InWords(), "two tokens"),
        }).ToList();
        return new BpeTable(place.Path, BpeTable.ReadIds(place.Path, "model.vocab", place.Object(model, "vocab")), merges, i => $"{place.Path}: 'model.merges[{i}]'");
    }

    /// <summary>The model of a SentencePiece unigram tokenizer.</summary>
    public SentencePieceModel SentencePiece()
    {
        Expect(TokenizerKind.SentencePiece);
        var unknown = place.Number(model, "unk_id", "model");
        var fallback = place.Is(model, "byte_fallback", false);
        var scores = new List<double>();
        var pieces = place.Items(JsonPlace.Part(model, "vocab"), "model.vocab").Select((piece, id) =>
        {
            if (piece.ValueKind != JsonValueKind.Array || piece.GetArrayLength() != 2 || piece[0].ValueKind != JsonValueKind.String
                || piece[1].ValueKind != JsonValueKind.Number || !piece[1].TryGetDouble(out var score))
            {
                throw place.Wrong($"model.vocab[{id}]", piece.InWords(), "a piece and its score");
            }
            scores.Add(score);
            var text = piece[0].GetString()!;
            var type = id == unknown ? PieceType.Unknown
                : fallback && text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) ? PieceType.Byte : PieceType.Normal;
            return (text, (float)score, type);
        }).ToList();
        return SentencePieceModel.Checked(
            place.Path, pieces, merges: false, fallback, dummyPrefix: true, removeExtraSpaces: true, CharacterMap.Empty, scores);
    }

    /// <summary>Which special tokens stand around texts; null: the file adds none, or leaves it to the tokenizer's class.</summary>
    public RowLayout? Layout()
    {
        foreach (var step in PostProcessors)
        {
            switch (place.Type(step, "post_processor"))
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
                    throw place.Wrong("post_processor.type", $"'{other}'", "'BertProcessing', 'RobertaProcessing', 'TemplateProcessing' or 'ByteLevel'");
            }
        }
        return null;
    }

    /// <summary>How spaces are taken out of offsets; null: they are not.</summary>
    public OffsetTrimming? Trimming()
    {
        foreach (var step in PostProcessors)
        {
            if (place.Type(step, "post_processor") is "ByteLevel" or "RobertaProcessing" && place.Is(step, "trim_offsets", true))
                return new OffsetTrimming(place.Is(step, "add_prefix_space", true));
        }
        return null;
    }

    private IReadOnlyList<JsonElement> PostProcessors => place.Steps(root, "post_processor", "processors");

    // "pair" is a list of special tokens and of the sequences A and B: before A, between the two, behind B.
    private RowLayout Template(JsonElement step)
    {
        const string expected = "special tokens around the sequences A and B, in this order";
        var (parts, secondType) = (new[] { new List<int>(), [], [] }, 0);
        var part = 0;
        foreach (var entry in place.Items(JsonPlace.Part(step, "pair"), "post_processor.pair"))
        {
            if (JsonPlace.Part(entry, "SpecialToken") is { } token)
            {
                var tokens = JsonPlace.Part(place.Object(step, "special_tokens"), place.Text(token, "id"))
                    ?? throw place.Wrong("post_processor.special_tokens", $"without '{place.Text(token, "id")}'", "its ids");
                parts[part].AddRange(place.Items(JsonPlace.Part(tokens, "ids"), "post_processor.special_tokens.ids").Select(Id));
            }
            else if (JsonPlace.Part(entry, "Sequence") is { } sequence && part < 2 && place.Text(sequence, "id") == (part == 0 ? "A" : "B"))
            {
                if (part == 1) secondType = place.Number(sequence, "type_id", "post_processor.pair");
                part++;
            }
            else
            {
                throw place.Wrong("post_processor.pair", entry.InWords(), expected);
            }
        }
        return part == 2
            ? new RowLayout([.. parts[0]], [.. parts[1]], [.. parts[2]], secondType)
            : throw place.Wrong("post_processor.pair", "without both sequences", expected);
    }

    private int End(JsonElement step, string key) =>
        place.Items(JsonPlace.Part(step, key), $"post_processor.{key}").ElementAtOrDefault(1) is { ValueKind: JsonValueKind.Number } id
            ? Id(id)
            : throw place.Wrong($"post_processor.{key}", "without an id", "a token and its id");

    private int Id(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id is >= 0 and < SpecialTokenSet.MostIds
        ? id
        : throw place.Wrong("post_processor", value.InWords(), "an id");

    private void RequireModel(string key, string value)
    {
        if (JsonPlace.Part(model, key) is not { } found) return;
        var text = found.ValueKind == JsonValueKind.String ? found.GetString()! : found.GetRawText();
        if (text != value) throw place.Wrong($"model.{key}", found.InWords(), value.Length == 0 ? "none" : value);
    }

    private void Expect(TokenizerKind kind)
    {
        if (Kind != kind) throw place.Wrong("model.type", $"that of a tokenizer of kind {Kind}", $"{kind}");
    }
}
