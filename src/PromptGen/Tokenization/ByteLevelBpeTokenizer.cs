using PromptGen.Checkpoints;
using PromptGen.Tokenization.Normalizers;
using PromptGen.Tokenization.PreTokenizers;

namespace PromptGen.Tokenization;

/// <summary>
/// The tokenizer of GPT-2, RoBERTa, DeBERTa v1, ModernBERT, Qwen2 and EuroBERT: text is split into words, each with the space before it, and the UTF-8 bytes
/// of a word are merged pair by pair.
/// </summary>
public sealed class ByteLevelBpeTokenizer : TextTokenizer
{
    private ByteLevelBpeTokenizer(TextPipeline pipeline, BpeTable table, TokenizerFamily family, SpecialTokenSet special, TokenizerConfig config)
        : base(pipeline, special, table.Base, config)
    {
        var steps = pipeline switch
        {
            { Normalizers: [], PreTokenizer: ByteLevelPreTokenizer { CutsWords: true } words } => $"{words.AddPrefixSpace}",
            { Normalizers: [UnicodeFormNormalizer { Composes: true, Compatibility: false }], PreTokenizer: ByteLevelPreTokenizer { CutsWords: true } words } =>
                $"{words.AddPrefixSpace} NFC",
            _ => pipeline.Steps,
        };
        Fingerprint = Hash(
            $"ByteLevelBpe {family} {steps}{(config.Json?.WholeWords ?? false ? " whole words" : "")}\n{special}",
            string.Join('\n', table.Vocabulary.OrderBy(entry => entry.Value).Select(entry => $"{entry.Value} {entry.Key}")), "\n\n", string.Join('\n', table.Merges));
    }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <summary>
    /// Opens a folder's <c>tokenizer.json</c> or, where there is none, its <c>vocab.json</c> and <c>merges.txt</c>. Whose special tokens it has is told by
    /// <c>tokenizer_config.json</c>, else by the <c>model_type</c> of <c>config.json</c>, else by the vocabulary.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static ByteLevelBpeTokenizer Open(string folder)
    {
        var config = TokenizerConfig.Open(folder);
        config.Require("tokenizer_class", "RobertaTokenizer", "RobertaTokenizerFast", "GPT2Tokenizer", "GPT2TokenizerFast", "DebertaTokenizer",
            "DebertaTokenizerFast", "Qwen2Tokenizer", "Qwen2TokenizerFast", "GLMRobertaTokenizer", "GLMGPT2Tokenizer", "PreTrainedTokenizerFast", "TokenizersBackend");
        config.Require("add_bos_token", "false");
        config.Require("split_special_tokens", "false");
        config.Require("truncation_side", "right");
        config.Require("padding_side", "right");

        var json = config.Json;
        var table = json?.Bpe() ?? BpeTable.Read(folder);
        config.NoteUnread(BpeTable.VocabularyFile, () => BpeTable.Read(folder) is var other
            && other.Vocabulary.Count == table.Vocabulary.Count && !other.Vocabulary.Except(table.Vocabulary).Any() && other.Merges.SequenceEqual(table.Merges));
        var family = Family(config, table.Vocabulary);
        var special = SpecialTokenSet.Resolve(family, config, table.Base, json?.Layout());
        var speller = new ByteLevelSpeller(table, json?.WholeWords ?? false);
        var pipeline = json is not null && config.TokenizerClass is null
            ? new TextPipeline(json.Pipeline.Normalizers(), json.Pipeline.Words("BPE", "ByteLevel"), speller, json.Trimming(), SpacesWords: true)
            : Own(config, family, speller);
        return new ByteLevelBpeTokenizer(pipeline, table, family, special, config);
    }

    // The pipeline of the tokenizer's class: what tokenizer.json says must be the same, but for the options that tokenizer_config.json has.
    private static TextPipeline Own(TokenizerConfig config, TokenizerFamily family, ByteLevelSpeller speller)
    {
        if (config.TokenizerClass == "Qwen2Tokenizer")
        {
            config.Json?.Pipeline.OnlyNormalizer("NFC", config.TokenizerClass);
            config.Json?.Pipeline.RequireWords(config.TokenizerClass, "Split", "ByteLevel");
            return new TextPipeline([new UnicodeFormNormalizer(Compatibility: false, Composes: true)],
                new SequencePreTokenizer([new PatternPreTokenizer(PatternPreTokenizer.Qwen2), new ByteLevelPreTokenizer(AddPrefixSpace: false, CutsWords: false)]),
                speller, config.Json?.Trimming(), SpacesWords: true);
        }
        var words = new ByteLevelPreTokenizer(config.Flag("add_prefix_space") ?? false);
        if (config.Json is not { } json)
        {
            var trims = family == TokenizerFamily.Roberta && (config.Flag("trim_offsets") ?? true);
            return new TextPipeline([], words, speller, trims ? new OffsetTrimming(words.AddPrefixSpace) : null, SpacesWords: true);
        }
        json.Pipeline.RequireNormalizers(config.TokenizerClass!);
        json.Pipeline.OnlyPreTokenizer("ByteLevel", config.TokenizerClass!);
        var inJson = (ByteLevelPreTokenizer)json.Pipeline.Words("BPE", "ByteLevel");
        config.NoteOption("add_prefix_space", words.AddPrefixSpace, inJson.AddPrefixSpace);
        return new TextPipeline([], words, speller, json.Trimming(), SpacesWords: true);
    }

    private static TokenizerFamily Family(TokenizerConfig config, IReadOnlyDictionary<string, int> vocabulary)
    {
        var hasRobertas = vocabulary.ContainsKey("<s>") && vocabulary.ContainsKey("</s>");
        return config.TokenizerClass switch
        {
            "RobertaTokenizer" => TokenizerFamily.Roberta,
            "DebertaTokenizer" => TokenizerFamily.Deberta,
            "GPT2Tokenizer" => config.ModelType == "deberta" ? TokenizerFamily.Deberta : TokenizerFamily.Gpt2,
            "Qwen2Tokenizer" => TokenizerFamily.Gpt2,
            "GLMRobertaTokenizer" => TokenizerFamily.GlmRoberta,
            "GLMGPT2Tokenizer" => TokenizerFamily.GlmGpt2,
            _ => config.ModelType switch
            {
                "roberta" => TokenizerFamily.Roberta,
                "deberta" => TokenizerFamily.Deberta,
                "modernbert" => TokenizerFamily.Bert,
                "gpt2" => TokenizerFamily.Gpt2,
                "glm" => hasRobertas ? TokenizerFamily.GlmRoberta : TokenizerFamily.GlmGpt2,
                _ => hasRobertas ? TokenizerFamily.Roberta : vocabulary.ContainsKey("[CLS]") ? TokenizerFamily.Deberta : TokenizerFamily.Gpt2,
            },
        };
    }
}
