using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
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
    private readonly Regex specialPattern;
    private readonly Dictionary<string, int> specialIds;

    private WordPieceTokenizer(WordPieceVocabulary vocabulary, TokenizerConfig config)
    {
        // Other classes read the same vocab.txt with other words or other special tokens around a text.
        config.Require("tokenizer_class", "BertTokenizer", "BertTokenizerFast", "ElectraTokenizer", "ElectraTokenizerFast",
            "DistilBertTokenizer", "DistilBertTokenizerFast", "MobileBertTokenizer", "MobileBertTokenizerFast");
        config.Require("do_basic_tokenize", "true");
        config.Require("never_split", "[]");
        config.Require("truncation_side", "right");
        config.Require("padding_side", "right");

        var lowerCase = config.Flag("do_lower_case") ?? true;
        var stripAccents = config.Flag("strip_accents") ?? lowerCase;
        var separateChinese = config.Flag("tokenize_chinese_chars") ?? true;
        words = new BertWords(lowerCase, stripAccents, separateChinese);

        var unknown = config.Token("unk_token", "[UNK]");
        specialIds = new Dictionary<string, int>(StringComparer.Ordinal);
        SpecialTokens = new SpecialTokens(
            Id("pad_token", config.Token("pad_token", "[PAD]")), Id("unk_token", unknown), Id("cls_token", config.Token("cls_token", "[CLS]")),
            Id("sep_token", config.Token("sep_token", "[SEP]")), Id("mask_token", config.Token("mask_token", "[MASK]")));
        config.RequireNoneAdded(specialIds.Keys);
        specialPattern = new Regex(
            string.Join('|', specialIds.Keys.OrderByDescending(token => token.Length).ThenBy(token => token, StringComparer.Ordinal).Select(Regex.Escape)),
            RegexOptions.CultureInvariant);

        MaximumLength = config.Limit("model_max_length");
        VocabularySize = vocabulary.Tokens.Length;
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', vocabulary.Tokens));
        // The speller counts UTF-16 units, of which a code point has at most two; Pieces counts code points.
        speller = Speller.Create(new MemoryStream(lines), new WordPieceOptions { UnknownToken = unknown, MaxInputCharsPerWord = 2 * LongestWord });

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"WordPiece {lowerCase} {stripAccents} {separateChinese} {SpecialTokens}\n"));
        hash.AppendData(lines);
        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset());

        int Id(string key, string token) => specialIds[token] = vocabulary.Special(token, key);
    }

    /// <inheritdoc/>
    public override SpecialTokens SpecialTokens { get; }

    /// <inheritdoc/>
    public override int VocabularySize { get; }

    /// <inheritdoc/>
    public override int? MaximumLength { get; }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <summary>Opens a folder's <c>vocab.txt</c>, with its <c>tokenizer_config.json</c> if it has one, else with Hugging Face's defaults.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static WordPieceTokenizer Open(string folder) =>
        new(WordPieceVocabulary.Read(Path.Combine(folder, WordPieceVocabulary.FileName)), TokenizerConfig.Open(folder));

    private protected override List<int> Pieces(string text)
    {
        var ids = new List<int>();
        var start = 0;
        foreach (Match special in specialPattern.Matches(text))
        {
            Spell(text.AsSpan(start, special.Index - start), ids);
            ids.Add(specialIds[special.Value]);
            start = special.Index + special.Length;
        }
        Spell(text.AsSpan(start), ids);
        return ids;
    }

    private void Spell(ReadOnlySpan<char> text, List<int> ids)
    {
        foreach (var word in words.Split(text))
        {
            if (word.Length > LongestWord && word.EnumerateRunes().Count() > LongestWord) ids.Add(SpecialTokens.Unknown);
            else ids.AddRange(speller.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
        }
    }

    private protected override int SpecialTokenCount(bool hasPair) => hasPair ? 3 : 2;

    private protected override TokenizedText Join(IReadOnlyList<int> first, IReadOnlyList<int>? second)
    {
        int[] ids = [SpecialTokens.Classification, .. first, SpecialTokens.Separator];
        if (second is null) return new TokenizedText(ids, new int[ids.Length]);
        var types = new int[ids.Length + second.Count + 1];
        types.AsSpan(ids.Length).Fill(1);
        return new TokenizedText([.. ids, .. second, SpecialTokens.Separator], types);
    }
}
