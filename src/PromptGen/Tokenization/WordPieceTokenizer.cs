using PromptGen.Checkpoints;
using PromptGen.Tokenization.Normalizers;
using PromptGen.Tokenization.PreTokenizers;

namespace PromptGen.Tokenization;

/// <summary>BERT's tokenizer: text is split into words, and each word is spelled with the longest pieces of the vocabulary, from its start.</summary>
public sealed class WordPieceTokenizer : TextTokenizer
{
    private WordPieceTokenizer(TextPipeline pipeline, WordPieceVocabulary vocabulary, TokenizerFamily family, SpecialTokenSet special, TokenizerConfig config)
        : base(pipeline, special, vocabulary.Vocabulary, config)
    {
        var plain = family == TokenizerFamily.Bert && special.Added.Count == 5 && special.Added.All(token => !token.Normalized && !token.SingleWord);
        var steps = pipeline is { Normalizers: [BertNormalizer bert], PreTokenizer: BertPreTokenizer }
            ? $"{bert.LowerCase} {bert.StripAccents} {bert.SeparateChinese}"
            : pipeline.Steps;
        Fingerprint = Hash($"WordPiece {steps} {SpecialTokens}\n", string.Join('\n', vocabulary.Tokens), plain ? "" : $"\n{special}");
    }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <summary>
    /// Opens a folder's <c>tokenizer.json</c> or, where there is none, its <c>vocab.txt</c>, with its <c>tokenizer_config.json</c> if it has one, else with
    /// Hugging Face's defaults.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static WordPieceTokenizer Open(string folder)
    {
        var config = TokenizerConfig.Open(folder);
        // Other classes read the same vocabulary with other words or other special tokens around a text.
        config.Require("tokenizer_class", "BertTokenizer", "BertTokenizerFast", "ElectraTokenizer", "ElectraTokenizerFast",
            "DistilBertTokenizer", "DistilBertTokenizerFast", "MobileBertTokenizer", "MobileBertTokenizerFast", "MPNetTokenizer",
            "MPNetTokenizerFast", "GLMBertTokenizer", "PreTrainedTokenizerFast", "TokenizersBackend");
        config.Require("do_basic_tokenize", "true");
        config.Require("never_split", "[]");
        config.Require("split_special_tokens", "false");
        config.Require("truncation_side", "right");
        config.Require("padding_side", "right");

        var path = Path.Combine(folder, WordPieceVocabulary.FileName);
        var vocabulary = config.Json?.WordPiece() ?? WordPieceVocabulary.Read(path);
        config.NoteUnread(WordPieceVocabulary.FileName, () => WordPieceVocabulary.Read(path).Tokens.SequenceEqual(vocabulary.Tokens));
        var family = (config.TokenizerClass, config.ModelType) switch
        {
            ("GLMBertTokenizer", _) or (_, "glm") => TokenizerFamily.GlmBert,
            ("MPNetTokenizer", _) or (null, "mpnet") => TokenizerFamily.Mpnet,
            _ => TokenizerFamily.Bert,
        };
        var asFileSays = config.Json is not null && config.TokenizerClass is null;
        var special = SpecialTokenSet.Resolve(family, config, vocabulary.Vocabulary, asFileSays ? config.Json!.Layout() : null);
        if (special.Ids.Unknown >= vocabulary.Tokens.Length || vocabulary.Tokens[special.Ids.Unknown].Length == 0)
        {
            throw new CheckpointException(
                $"{vocabulary.Path}: has no token of id {special.Ids.Unknown}, which is the unk_token's; expected it among the {vocabulary.Tokens.Length} tokens.");
        }
        var speller = new WordPieceSpeller(vocabulary, asFileSays ? config.Json!.Unknown(vocabulary.Vocabulary) ?? special.Ids.Unknown : special.Ids.Unknown);
        var pipeline = asFileSays
            ? new TextPipeline(config.Json!.Pipeline.Normalizers(), config.Json.Pipeline.Words("WordPiece", "BertPreTokenizer"), speller)
            : new TextPipeline([Normalizer(config)], new BertPreTokenizer(), speller);
        return new WordPieceTokenizer(pipeline, vocabulary, family, special, config);
    }

    // What tokenizer_config.json says counts, even where tokenizer.json has another normalizer.
    private static BertNormalizer Normalizer(TokenizerConfig config)
    {
        var lowerCase = config.Flag("do_lower_case") ?? true;
        var normalizer = new BertNormalizer(lowerCase, config.Flag("strip_accents") ?? lowerCase, config.Flag("tokenize_chinese_chars") ?? true);
        if (config.Json is not { } json) return normalizer;
        var owner = config.TokenizerClass!;
        json.Pipeline.OnlyPreTokenizer("BertPreTokenizer", owner);
        var inJson = json.Pipeline.Bert(json.Pipeline.OnlyNormalizer("BertNormalizer", owner));
        config.NoteOption("do_lower_case", normalizer.LowerCase, inJson.LowerCase);
        config.NoteOption("strip_accents", normalizer.StripAccents, inJson.StripAccents);
        config.NoteOption("tokenize_chinese_chars", normalizer.SeparateChinese, inJson.SeparateChinese);
        return normalizer;
    }
}
