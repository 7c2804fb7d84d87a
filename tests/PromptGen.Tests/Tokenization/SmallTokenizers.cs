using System.Text.Json;
using PromptGen.Encoders;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Tokenization;

/// <summary>Folders with a tokenizer of every kind, small enough to be part of the repository.</summary>
internal static class SmallTokenizers
{
    public static readonly string[] SentencePieces = ["deberta-v3-mini", "deberta-v3-mini-bytes", "deberta-v3-mini-uncased"];

    /// <summary>All of them, by name.</summary>
    public static readonly string[] Names = ["wordpiece", "wordpiece-cased", "roberta", "gpt2", "deberta", "wordpiece-json", "roberta-json", .. SentencePieces];

    /// <summary>The tokens that spell one byte each, by byte.</summary>
    public static readonly string[] Bytes = SpellBytes();

    private static readonly string[] Merges = ["h e", "l l", "he ll", "hell o", "Ġ w", "o r", "Ġw or", "l d", "Ġwor ld", "Ġ t", "Ġt he", "Ġ Ġ", "Ã ©"];

    private static readonly string[] Words =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hello", "world", "the", "cafe", "caf", "##e", "##é", "Hello", "un", "##aff", "##able", "a", "b", "c", "##a", "##b",
        "##c", "中", "文", ",", ".", "!", "?", "'", "[", "]", "-", "x", "##x", "i̇", "ᄒ", "##ᅡ", "##ᆫ", "1", "##2", "##3",
    ];

    public static string Fixture(string name) => Repository.Path("tests", "PromptGen.Tests", "Tokenization", "Fixtures", name);

    /// <summary>Writes a tokenizer's files into a folder.</summary>
    public static TokenizerKind Write(string name, TokenizerFolder folder)
    {
        switch (name)
        {
            case "wordpiece" or "wordpiece-cased":
                folder.Write("vocab.txt", string.Join('\n', Words) + "\n");
                folder.Write("tokenizer_config.json", $$"""{"tokenizer_class": "BertTokenizer", "do_lower_case": {{(name == "wordpiece" ? "true" : "false")}}, "model_max_length": 512}""");
                return TokenizerKind.WordPiece;
            case "roberta" or "gpt2" or "deberta":
                string[] first = name switch
                {
                    "roberta" => ["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
                    "deberta" => ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"],
                    _ => ["<|endoftext|>"],
                };
                folder.Write("vocab.json", Ids(first.Concat(Bytes).Concat(Merged)));
                folder.Write("merges.txt", "#version: 0.2\n" + string.Join('\n', Merges) + "\n");
                folder.Write("config.json", $$"""{"model_type": "{{name}}"}""");
                return TokenizerKind.ByteLevelBpe;
            case "wordpiece-json":
                folder.Write("tokenizer.json", $$"""
                    {
                      "added_tokens": [{"id": 4, "content": "[MASK]", "lstrip": true, "special": true}, {"id": 41, "content": "<e1>", "special": false, "normalized": true}],
                      "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
                      "pre_tokenizer": {"type": "BertPreTokenizer"},
                      "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
                      "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {{Ids(Words)}} }
                    }
                    """);
                return TokenizerKind.WordPiece;
            case "roberta-json":
                string[] special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];
                folder.Write("tokenizer.json", $$"""
                    {
                      "added_tokens": [{"id": 4, "content": "<mask>", "lstrip": true, "special": true}],
                      "normalizer": null,
                      "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
                      "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": true},
                      "model": {"type": "BPE", "dropout": null, "vocab": {{Ids(special.Concat(Bytes).Concat(Merged))}},
                        "merges": {{JsonSerializer.Serialize(Merges.Select(merge => merge.Split(' ')))}} }
                    }
                    """);
                return TokenizerKind.ByteLevelBpe;
            default:
                foreach (var file in Directory.EnumerateFiles(Fixture(name))) folder.Copy(file, Path.GetFileName(file));
                return TokenizerKind.SentencePiece;
        }
    }

    /// <summary>Opens a tokenizer.</summary>
    public static TextTokenizer Open(string name)
    {
        using var folder = new TokenizerFolder();
        return TextTokenizer.Open(folder.Path, Write(name, folder));
    }

    private static IEnumerable<string> Merged => Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal));

    private static string Ids(IEnumerable<string> tokens) =>
        JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => entry.id));

    private static string[] SpellBytes()
    {
        var printable = Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range(0xA1, 12)).Concat(Enumerable.Range(0xAE, 82)).ToHashSet();
        var moved = 256;
        return [.. Enumerable.Range(0, 256).Select(value => ((char)(printable.Contains(value) ? value : moved++)).ToString())];
    }
}
