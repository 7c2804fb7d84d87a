using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using Xunit;

namespace PromptGen.Tests.Cases;

/// <summary>
/// Folders as transformers 5 saves them: tokenizer.json and tokenizer_config.json only, the latter as recorded in <c>Inputs/SavedByTransformers5.json</c>.
/// Around the small vocabularies of <see cref="AddedTokenFolders"/> stand the pipelines that transformers 5 builds for each class.
/// </summary>
public sealed class Case07TokenizersBackendRefusedTests : IDisposable
{
    private const string Metaspace = """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}""";

    private const string SplitMetaspace = $$"""{"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {{Metaspace}}]}""";

    private static readonly JsonObject Saved = JsonNode.Parse(Repository.Read("tests", "PromptGen.Tests", "Cases", "Inputs", "SavedByTransformers5.json"))!["families"]!.AsObject();

    private readonly TokenizerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("bert", "bert", "THE café", "[CLS] the ca ##fe [SEP]")]
    [InlineData("electra", "electra", "THE café", "[CLS] the ca ##fe [SEP]")]
    [InlineData("distilbert", "distilbert", "THE café", "[CLS] the ca ##fe [SEP]")]
    [InlineData("generic", "bert", "THE café", "[CLS] the ca ##fe [SEP]")]
    [InlineData("mpnet", "mpnet", "THE café", "<s> the ca ##fe </s>")]
    [InlineData("roberta", "roberta", "the order", "<s> the Ġorder </s>")]
    [InlineData("deberta-v1", "deberta", "the order", "[CLS] the Ġorder [SEP]")]
    [InlineData("modernbert", "modernbert", "the order", "[CLS] the Ġorder [SEP]")]
    [InlineData("qwen2", "qwen2", "the order\n12", "the Ġorder Ċ 1 2")]
    [InlineData("xlm-r", "xlm-roberta", "the  order\nthe", "<s> ▁the ▁order ▁the </s>")]
    [InlineData("camembert", "camembert", "the  order\nthe", "<s> ▁the ▁order ▁the </s>")]
    [InlineData("albert", "albert", "THE  ﬁ``é", "[CLS] ▁the ▁f i \" e [SEP]")]
    [InlineData("deberta-v2", "deberta-v2", "the  order", "[CLS] ▁the ▁order [SEP]")]
    public void Every_family_opens_from_the_two_files_that_transformers_5_writes(string family, string modelType, string text, string expected)
    {
        var config = Saved[family]!["tokenizer_config.json"]!;
        folder.Write("config.json", $$"""{"model_type": "{{modelType}}"}""");
        folder.Write("tokenizer_config.json", config.ToJsonString());
        folder.Write("tokenizer.json", TokenizerJson(family, config).ToJsonString());
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);

        var tokenizer = TextTokenizer.Open(folder.Path, Enum.GetValues<TokenizerKind>());
        Assert.Equal(expected, string.Join(' ', tokenizer.Encode(text).Ids.Select(tokenizer.TokenOf)));
        Assert.Empty(tokenizer.Notes);
        Assert.Equal(config["model_max_length"]!.ToJsonString() == "128" ? 128 : null, tokenizer.MaximumLength);
    }

    // As EuroBERT's: Llama 3's pattern, whole words of the vocabulary, roles that name no [UNK], [CLS] or [SEP].
    [Fact]
    public void The_generic_class_reads_the_pattern_of_Llama_3()
    {
        AddedTokenFolders.Write("bpe-space-runs", folder);
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "tokenizer.json")))!;
        json["normalizer"] = null;
        json["pre_tokenizer"] = JsonNode.Parse($$"""
            {"type": "Sequence", "pretokenizers": [
              {"type": "Split", "pattern": {"Regex": {{JsonValue.Create(PromptGen.Tokenization.PreTokenizers.PatternPreTokenizer.Llama3)!.ToJsonString()}} }, "behavior": "Isolated", "invert": false},
              {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]}
            """);
        json["model"]!["ignore_merges"] = true;
        folder.Write("tokenizer.json", json.ToJsonString());
        folder.Write("config.json", """{"model_type": "eurobert"}""");
        folder.Write("tokenizer_config.json", """{"tokenizer_class": "TokenizersBackend", "eos_token": "[SEP]", "pad_token": "[PAD]", "mask_token": "[MASK]"}""");
        var tokenizer = ByteLevelBpeTokenizer.Open(folder.Path);
        var row = tokenizer.Encode("the order.\n12 𝔘");
        Assert.Equal("[CLS] the Ġorder . Ċ 12 Ġ ð Ŀ Ķ ĺ [SEP]", string.Join(' ', row.Ids.Select(tokenizer.TokenOf)));
        Assert.Equal((14, 16), row.Offsets[^2]);
    }

    [Theory]
    [InlineData("PreTrainedTokenizerFast")]
    [InlineData("TokenizersBackend")]
    public void Both_names_of_the_generic_class_read_tokenizer_json_as_it_is(string name)
    {
        foreach (var file in new[] { "tokenizer.json", "config.json" }) folder.Copy(Repository.Path("samples", "models", "promptgen-mini", file), file);
        folder.Write("tokenizer_config.json", $$"""{"tokenizer_class": "{{name}}", "backend": "tokenizers", "is_local": true, "do_lower_case": false}""");
        var tokenizer = WordPieceTokenizer.Open(folder.Path);
        Assert.Equal([2, 211, 787, 3], tokenizer.Encode("THE ORDER").Ids);
        Assert.Equal([2, 643, 1978, 3], tokenizer.Encode("café").Ids);
    }

    // The model type decides too: some types ignore the class, others have one where none is named.
    [Theory]
    [InlineData("bert", "BertTokenizer", true)]
    [InlineData("bert", "PreTrainedTokenizerFast", false)]
    [InlineData("bert", null, true)]
    [InlineData("modernbert", "BertTokenizer", false)]
    [InlineData("xlm-roberta-xl", "BertTokenizer", false)]
    [InlineData("nystromformer", "BertTokenizer", false)]
    [InlineData("eurobert", "BertTokenizer", true)]
    [InlineData("eurobert", null, false)]
    [InlineData(null, "BertTokenizer", true)]
    [InlineData(null, null, false)]
    public void The_class_is_told_by_tokenizer_class_and_by_the_model_type(string? modelType, string? name, bool lowerCase)
    {
        AddedTokenFolders.Write("wp-lowercase-json-over-config", folder);
        folder.Write("config.json", modelType is null ? "{}" : $$"""{"model_type": "{{modelType}}"}""");
        folder.Write("tokenizer_config.json", name is null ? "{}" : $$"""{"tokenizer_class": "{{name}}"}""");
        Assert.Equal(lowerCase ? [2, 211, 787, 3] : [2, 1, 1, 3], WordPieceTokenizer.Open(folder.Path).Encode("THE ORDER").Ids);
    }

    [Theory]
    [InlineData("xlm-r", """{"type": "BertNormalizer"}""", SplitMetaspace, "'normalizer' is 'BertNormalizer'; expected steps of XLMRobertaTokenizer: Precompiled, Strip, Replace.")]
    [InlineData("deberta-v2", """{"type": "Lowercase"}""", """{"type": "WhitespaceSplit"}""", "'pre_tokenizer' is 'WhitespaceSplit'; expected 'Metaspace' with a model of type 'Unigram'.")]
    [InlineData("roberta", """{"type": "NFC"}""", """{"type": "ByteLevel"}""", "'normalizer' is 'NFC'; expected none, as RobertaTokenizer has.")]
    [InlineData("qwen2", """{"type": "NFC"}""", """{"type": "ByteLevel"}""", "'pre_tokenizer' is 'ByteLevel'; expected 'Split', 'ByteLevel', as Qwen2Tokenizer has.")]
    public void A_pipeline_that_is_not_its_classs_own_is_refused(string family, string normalizer, string words, string expected)
    {
        var config = Saved[family]!["tokenizer_config.json"]!;
        var json = TokenizerJson(family, config);
        (json["normalizer"], json["pre_tokenizer"]) = (JsonNode.Parse(normalizer), JsonNode.Parse(words));
        folder.Write("tokenizer_config.json", config.ToJsonString());
        folder.Write("tokenizer.json", json.ToJsonString());
        Assert.EndsWith(expected, Assert.Throws<CheckpointException>(() => TextTokenizer.Open(folder.Path, Enum.GetValues<TokenizerKind>())).Message, StringComparison.Ordinal);
    }

    private static JsonNode TokenizerJson(string family, JsonNode config)
    {
        using var written = new TokenizerFolder();
        AddedTokenFolders.Write(family is "roberta" or "deberta-v1" or "modernbert" or "qwen2" ? "bpe-space-runs"
            : family is "xlm-r" or "camembert" or "albert" or "deberta-v2" ? "unigram-generic" : "wp-json-only", written);
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(written.Path, "tokenizer.json")))!;
        Rename(json, config);
        var (normalizer, words) = family switch
        {
            "roberta" or "deberta-v1" => ("null", """{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}"""),
            "qwen2" => ("""{"type": "NFC"}""", $$"""
                {"type": "Sequence", "pretokenizers": [
                  {"type": "Split", "pattern": {"Regex": {{JsonValue.Create(PromptGen.Tokenization.PreTokenizers.PatternPreTokenizer.Qwen2)!.ToJsonString()}} }, "behavior": "Isolated", "invert": false},
                  {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]}
                """),
            "xlm-r" => (Steps("""{"type": "Strip", "strip_left": false, "strip_right": true}""", Replace(" {2,}", "▁")), SplitMetaspace),
            "camembert" => (Steps(Replace("\\n", " "), Replace("\\r", " "), Replace("\\t", " "), """{"type": "Strip", "strip_left": false, "strip_right": true}""",
                """{"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"}"""), Metaspace),
            "albert" => (Steps(Replace("``", "\\\""), Replace("''", "\\\""), """{"type": "NFKD"}""", """{"type": "StripAccents"}""", """{"type": "Lowercase"}""",
                """{"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}"""), SplitMetaspace),
            "deberta-v2" => (Steps("""{"type": "Replace", "pattern": {"Regex": "\\s{2,}|[\\n\\r\\t]"}, "content": " "}""", """{"type": "NFC"}""",
                """{"type": "Strip", "strip_left": false, "strip_right": true}"""), $$"""{"type": "Sequence", "pretokenizers": [{{Metaspace}}]}"""),
            _ => (json["normalizer"]?.ToJsonString() ?? "null", json["pre_tokenizer"]!.ToJsonString()),
        };
        (json["normalizer"], json["pre_tokenizer"]) = (JsonNode.Parse(normalizer), JsonNode.Parse(words));
        if (family == "qwen2") json["post_processor"] = JsonNode.Parse("""{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false}""");
        return json;
    }

    private static string Steps(params string[] steps) => $$"""{"type": "Sequence", "normalizers": [{{string.Join(", ", steps)}}]}""";

    private static string Replace(string text, string by) => $$"""{"type": "Replace", "pattern": {"String": "{{text}}"}, "content": "{{by}}"}""";

    // Gives the small vocabulary the special tokens of the family, under the ids that its own have.
    private static void Rename(JsonNode json, JsonNode config)
    {
        var own = new[] { ("[PAD]", "<pad>", "pad_token"), ("[UNK]", "<unk>", "unk_token"), ("[CLS]", "<s>", "cls_token"), ("[SEP]", "</s>", "sep_token"), ("[MASK]", "<mask>", "mask_token") };
        foreach (var (bracketed, angled, role) in own)
        {
            if (config[role] is not { } named) continue;
            var added = json["added_tokens"]!.AsArray();
            foreach (var token in added.Where(_ => added.All(other => (string)other!["content"]! != (string)named!)).ToList())
                if ((string)token!["content"]! is var content && (content == bracketed || content == angled)) token["content"] = (string)named!;
            if (json["model"]!["vocab"] is JsonArray pieces)
            {
                foreach (var piece in pieces) if ((string)piece![0]! == angled) piece[0] = (string)named!;
            }
            else
            {
                var vocabulary = json["model"]!["vocab"]!.AsObject();
                foreach (var old in new[] { bracketed, angled })
                {
                    if (old == (string)named! || vocabulary.ContainsKey((string)named!) || vocabulary[old] is not { } id) continue;
                    vocabulary.Remove(old);
                    vocabulary[(string)named!] = (int)id;
                }
            }
            if (json["post_processor"]?["special_tokens"] is JsonObject special)
            {
                foreach (var old in new[] { bracketed, angled })
                    if (old != (string)named! && special[old] is { } entry && !special.ContainsKey((string)named!)) special[(string)named!] = entry.DeepClone();
                foreach (var part in json["post_processor"]!["pair"]!.AsArray())
                    if (part!["SpecialToken"] is { } put && ((string)put["id"]! == bracketed || (string)put["id"]! == angled)) put["id"] = (string)named!;
            }
        }
        if (json["model"]!["unk_token"] is not null && config["unk_token"] is { } unknown) json["model"]!["unk_token"] = (string)unknown!;
    }
}
