using System.Text;
using Microsoft.ML.Tokenizers;
using PromptGen.Checkpoints;
using Speller = Microsoft.ML.Tokenizers.WordPieceTokenizer;

namespace PromptGen.Tokenization;

/// <summary>
/// BERT's tokenizer: special tokens are cut out of the text as they are, the rest is split into words, and each word is spelled with
/// the longest pieces of the vocabulary, from its start.
/// </summary>
public sealed class WordPieceTokenizer : TextTokenizer
{
    // BERT's limit, in code points: a longer word is unknown.
    private const int LongestWord = 100;

    private readonly BertWords words;
    private readonly Speller speller;
    private readonly IReadOnlyList<string> vocabulary;

    private WordPieceTokenizer(WordPieceVocabulary vocabulary, BertNormalization normalization, TokenizerFamily family, SpecialTokenSet special, TokenizerConfig config)
        : base(special, config.Limit("model_max_length"))
    {
        if (normalization.LowerCase) config.RequireLowerCase(special.Added);
        this.vocabulary = vocabulary.Tokens;
        words = new BertWords(normalization.LowerCase, normalization.StripAccents, normalization.SeparateChinese);

        var lines = string.Join('\n', vocabulary.Tokens);
        var unknown = vocabulary.Tokens[special.Ids.Unknown];
        // The speller counts UTF-16 units, of which a code point has at most two; Spell counts code points.
        speller = Speller.Create(
            new MemoryStream(Encoding.UTF8.GetBytes(lines)), new WordPieceOptions { UnknownToken = unknown, MaxInputCharsPerWord = 2 * LongestWord });

        var (lowerCase, stripAccents, separateChinese) = normalization;
        Fingerprint = Hash(
            $"WordPiece {lowerCase} {stripAccents} {separateChinese} {SpecialTokens}\n", string.Join('\n', vocabulary.Tokens),
            family == TokenizerFamily.Bert && special.Added.All.Count == 5 ? "" : $"\n{special}");
    }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <summary>
    /// Opens a folder's <c>vocab.txt</c> or, where there is none, its <c>tokenizer.json</c>, with its <c>tokenizer_config.json</c> if it has one, else with
    /// Hugging Face's defaults.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static WordPieceTokenizer Open(string folder)
    {
        var json = TokenizerJson.InsteadOf(folder, WordPieceVocabulary.FileName);
        var config = TokenizerConfig.Open(folder, json);
        // Other classes read the same vocab.txt with other words or other special tokens around a text.
        config.Require("tokenizer_class", "BertTokenizer", "BertTokenizerFast", "ElectraTokenizer", "ElectraTokenizerFast",
            "DistilBertTokenizer", "DistilBertTokenizerFast", "MobileBertTokenizer", "MobileBertTokenizerFast", "MPNetTokenizer",
            "MPNetTokenizerFast", "GLMBertTokenizer", "PreTrainedTokenizerFast");
        config.Require("do_basic_tokenize", "true");
        config.Require("never_split", "[]");
        config.Require("truncation_side", "right");
        config.Require("padding_side", "right");

        var vocabulary = json is null ? WordPieceVocabulary.Read(Path.Combine(folder, WordPieceVocabulary.FileName)) : json.WordPiece();
        var lowerCase = config.Flag("do_lower_case") ?? true;
        var normalization = json?.BertNormalization()
            ?? new BertNormalization(lowerCase, config.Flag("strip_accents") ?? lowerCase, config.Flag("tokenize_chinese_chars") ?? true);
        var family = (config.TokenizerClass, config.ModelType) switch
        {
            ("GLMBertTokenizer", _) or (_, "glm") => TokenizerFamily.GlmBert,
            ("MPNetTokenizer", _) or (null, "mpnet") => TokenizerFamily.Mpnet,
            _ => TokenizerFamily.Bert,
        };
        var special = SpecialTokenSet.Resolve(family, config, vocabulary.Id, vocabulary.Tokens.Length, vocabulary.Path, json?.Layout());
        if (special.Ids.Unknown >= vocabulary.Tokens.Length || vocabulary.Id(vocabulary.Tokens[special.Ids.Unknown]) is null)
            throw new CheckpointException($"{vocabulary.Path}: has no token of id {special.Ids.Unknown}, which is the unk_token's; expected it among the {vocabulary.Tokens.Length} tokens.");
        return new WordPieceTokenizer(vocabulary, normalization, family, special, config);
    }

    private protected override string? BaseTokenOf(int id) => vocabulary[id];

    private protected override void Spell(string text, int start, int length, bool spaced, List<Piece> pieces)
    {
        foreach (var word in words.Split(text, start, length))
        {
            if (word.Text.Length > LongestWord && word.Text.EnumerateRunes().Count() > LongestWord)
            {
                pieces.Add(word.Piece(SpecialTokens.Unknown, 0, word.Text.Length));
                continue;
            }
            foreach (var token in speller.EncodeToTokens(word.Text, out _, considerPreTokenization: false, considerNormalization: false))
                pieces.Add(word.Piece(token.Id, token.Offset.Start.Value, token.Offset.End.Value));
        }
    }
}
