using System.Text.Json;
using PromptGen.Checkpoints;
using PromptGen.Tokenization.Normalizers;
using PromptGen.Tokenization.PreTokenizers;

namespace PromptGen.Tokenization;

/// <summary>The normalizer and the pre-tokenizer of a tokenizer.json; a step that PromptGen does not know is refused.</summary>
/// <param name="place">The file.</param>
/// <param name="root">Its content.</param>
internal sealed class PipelineJson(JsonPlace place, JsonElement root)
{
    private const string Normalizer = "normalizer", PreTokenizer = "pre_tokenizer";

    /// <summary>The normalizer's steps as the file has them.</summary>
    public IReadOnlyList<ITextNormalizer> Normalizers() => [.. NormalizerSteps.Select(Read)];

    /// <summary>The pre-tokenizer as the file has it.</summary>
    /// <param name="model">The type of the model behind it, for errors.</param>
    /// <param name="last">The step that has to come last, since the model's vocabulary is written as it writes text.</param>
    public IPreTokenizer Words(string model, string last)
    {
        var steps = PreTokenizerSteps;
        if (steps.Count == 0 || place.Type(steps[^1], PreTokenizer) != last || steps.SkipLast(1).Any(step => !IsKnown(place.Type(step, PreTokenizer))))
            throw Unknown(steps, PreTokenizer, $"'{last}' with a model of type '{model}'");
        List<IPreTokenizer> read = [.. steps.Select(ReadWords)];
        return read.Count == 1 ? read[0] : new SequencePreTokenizer(read);
    }

    /// <summary>The only step of the normalizer.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="owner">Whose pipeline has it, for errors.</param>
    /// <exception cref="CheckpointException">There is another.</exception>
    public JsonElement OnlyNormalizer(string type, string owner) => Only(NormalizerSteps, Normalizer, type, owner);

    /// <summary>The only step of the pre-tokenizer.</summary>
    /// <inheritdoc cref="OnlyNormalizer"/>
    public JsonElement OnlyPreTokenizer(string type, string owner) => Only(PreTokenizerSteps, PreTokenizer, type, owner);

    /// <summary>Refuses steps of the normalizer that are none of those.</summary>
    public void RequireNormalizers(string owner, params IReadOnlyList<string> types)
    {
        if (NormalizerSteps.Any(step => !types.Contains(place.Type(step, Normalizer))))
            throw Unknown(NormalizerSteps, Normalizer, types.Count == 0 ? $"none, as {owner} has" : $"steps of {owner}: {string.Join(", ", types)}");
    }

    /// <summary>Refuses a pre-tokenizer of other steps than those.</summary>
    public void RequireWords(string owner, params IReadOnlyList<string> types)
    {
        if (!PreTokenizerSteps.Select(step => place.Type(step, PreTokenizer)).SequenceEqual(types))
            throw Unknown(PreTokenizerSteps, PreTokenizer, $"{string.Join(", ", types.Select(type => $"'{type}'"))}, as {owner} has");
    }

    private IReadOnlyList<JsonElement> NormalizerSteps => place.Steps(root, Normalizer, "normalizers");

    private IReadOnlyList<JsonElement> PreTokenizerSteps => place.Steps(root, PreTokenizer, "pretokenizers");

    private ITextNormalizer Read(JsonElement step)
    {
        var type = place.Type(step, Normalizer);
        return type switch
        {
            "BertNormalizer" => Bert(step),
            "Lowercase" => new LowercaseNormalizer(),
            "StripAccents" => new MarksNormalizer(),
            "Strip" => new StripNormalizer(place.Is(step, "strip_left", true), place.Is(step, "strip_right", true)),
            "Replace" => Replace(step),
            "Precompiled" => new PrecompiledNormalizer(Map(step)),
            _ => UnicodeFormNormalizer.Named(type) ?? throw place.Wrong($"{Normalizer}.type", $"'{type}'",
                "BertNormalizer, Lowercase, StripAccents, Strip, Replace, Precompiled, NFC, NFD, NFKC or NFKD"),
        };
    }

    /// <summary>BERT's normalizer as a step has it.</summary>
    public BertNormalizer Bert(JsonElement step)
    {
        if (!place.Is(step, "clean_text", true)) throw place.Wrong("normalizer.clean_text", "false", "true");
        var lowerCase = place.Is(step, "lowercase", true);
        return new BertNormalizer(lowerCase, place.Is(step, "strip_accents", lowerCase), place.Is(step, "handle_chinese_chars", true));
    }

    private ReplaceNormalizer Replace(JsonElement step)
    {
        var pattern = place.Object(step, "pattern");
        var content = place.Text(step, "content");
        if (JsonPlace.Part(pattern, "Regex") is not { } regex) return ReplaceNormalizer.Of(place.Text(pattern, "String"), isRegex: false, content);
        var text = regex.ValueKind == JsonValueKind.String ? regex.GetString()! : "";
        return ReplaceNormalizer.KnownPatterns.Contains(text)
            ? ReplaceNormalizer.Of(text, isRegex: true, content)
            : throw place.Wrong("normalizer.pattern.Regex", regex.InWords(),
                $"one of {string.Join(", ", ReplaceNormalizer.KnownPatterns.Select(known => $"'{known}'"))}");
    }

    private CharacterMap Map(JsonElement step)
    {
        if (JsonPlace.Part(step, "precompiled_charsmap") is not { } map) return CharacterMap.Empty;
        return map.ValueKind == JsonValueKind.String && map.TryGetBytesFromBase64(out var bytes)
            ? CharacterMap.Read(bytes, place.Path)
            : throw place.Wrong("normalizer.precompiled_charsmap", "not base64", "a normalization map in base64");
    }

    private static bool IsKnown(string type) => type is "BertPreTokenizer" or "WhitespaceSplit" or "Metaspace" or "ByteLevel" or "Split";

    private IPreTokenizer ReadWords(JsonElement step) => place.Type(step, PreTokenizer) switch
    {
        "BertPreTokenizer" => new BertPreTokenizer(),
        "WhitespaceSplit" => new WhitespaceSplit(),
        "Metaspace" => Metaspace(step),
        "ByteLevel" => new ByteLevelPreTokenizer(place.Is(step, "add_prefix_space", true), place.Is(step, "use_regex", true)),
        _ => Split(step),
    };

    private MetaspacePreTokenizer Metaspace(JsonElement step)
    {
        if (JsonPlace.Part(step, "replacement") is { } mark
            && (mark.ValueKind != JsonValueKind.String || mark.GetString() != SpaceMarks.Metaspace.ToString()))
            throw place.Wrong("pre_tokenizer.replacement", mark.InWords(), $"'{SpaceMarks.Metaspace}'");
        var prefix = JsonPlace.Part(step, "prepend_scheme") switch
        {
            null => place.Is(step, "add_prefix_space", true) ? MetaspacePrefix.Always : MetaspacePrefix.Never,
            { ValueKind: JsonValueKind.String } scheme when scheme.GetString() == "always" => MetaspacePrefix.Always,
            { ValueKind: JsonValueKind.String } scheme when scheme.GetString() == "first" => MetaspacePrefix.First,
            { ValueKind: JsonValueKind.String } scheme when scheme.GetString() == "never" => MetaspacePrefix.Never,
            { } other => throw place.Wrong("pre_tokenizer.prepend_scheme", other.InWords(), "'always', 'first' or 'never'"),
        };
        return new MetaspacePreTokenizer(prefix, place.Is(step, "split", true));
    }

    private PatternPreTokenizer Split(JsonElement step)
    {
        var pattern = JsonPlace.Part(place.Object(step, "pattern"), "Regex");
        var text = pattern is { ValueKind: JsonValueKind.String } regex ? regex.GetString()! : "";
        if (text is not (PatternPreTokenizer.Qwen2 or PatternPreTokenizer.Llama3))
            throw place.Wrong("pre_tokenizer.pattern.Regex", pattern?.InWords() ?? "absent", "the pattern of Qwen2 or that of Llama 3");
        if (place.Text(step, "behavior") != "Isolated" || place.Is(step, "invert", false))
            throw place.Wrong("pre_tokenizer.behavior", $"'{place.Text(step, "behavior")}'", "'Isolated', not inverted");
        return new PatternPreTokenizer(text);
    }

    private JsonElement Only(IReadOnlyList<JsonElement> steps, string key, string type, string owner) =>
        steps.Count == 1 && place.Type(steps[0], key) == type ? steps[0] : throw Unknown(steps, key, $"'{type}', as {owner} has");

    private CheckpointException Unknown(IReadOnlyList<JsonElement> steps, string key, string expected) =>
        place.Wrong(key, steps.Count == 0 ? "absent" : string.Join(", ", steps.Select(step => $"'{place.Type(step, key)}'")), expected);
}
