using System.Globalization;
using System.Text.RegularExpressions;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>The tokenizer of DeBERTa v2 and v3, XLM-RoBERTa, CamemBERT and ALBERT (unigram) and of the Chinese GLM models (BPE): SentencePiece over normalized text.</summary>
/// <remarks>
/// All of it is ours, step by step as SentencePiece does it. Microsoft.ML.Tokenizers 2.0.1 gives other ids where pieces score the same, where a character is
/// unknown or spelled in bytes, and where the normalization map drops one; and its offsets are those of the normalized text. See the README.
/// </remarks>
public sealed class SentencePieceTokenizer : TextTokenizer
{
    private readonly SentencePieceModel model;
    private readonly bool splitsNumbers;
    private readonly SentencePieceNormalizer normalizer;
    private readonly IPieceFinder finder;
    private readonly Regex? userDefined;
    private readonly Dictionary<string, int> userDefinedIds;

    private SentencePieceTokenizer(SentencePieceModel model, TextPreparation preparation, TokenizerFamily family, SpecialTokenSet special, TokenizerConfig config)
        : base(special, config.Limit("model_max_length"))
    {
        if (preparation.LowerCase) config.RequireLowerCase(special.Added);
        this.model = model;
        splitsNumbers = family == TokenizerFamily.Albert;
        normalizer = new SentencePieceNormalizer(model, preparation);
        finder = model.Merges ? new PieceMerger(model) : new LikeliestPieces(model);
        userDefinedIds = Enumerable.Range(0, model.Pieces.Count).Where(id => model.Pieces[id].Type == PieceType.UserDefined)
            .ToDictionary(id => model.Pieces[id].Text, id => id, StringComparer.Ordinal);
        userDefined = userDefinedIds.Count == 0 ? null : new Regex(
            string.Join('|', userDefinedIds.Keys.OrderByDescending(text => text.Length).Select(Regex.Escape)), RegexOptions.CultureInvariant);
        Fingerprint = Hash(
            $"SentencePiece {family} {preparation.LowerCase}{(preparation.StripAccents ? " without accents" : "")} {model.Merges} {model.DummyPrefix} {model.RemoveExtraSpaces} {model.ByteFallback}\n{special}",
            string.Join('\n', model.Pieces.Select(piece => string.Create(CultureInfo.InvariantCulture, $"{piece.Text} {piece.Score} {(int)piece.Type}"))), "\n",
            model.Characters.Digest);
    }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <summary>
    /// Opens a folder's <c>spm.model</c> (DeBERTa), <c>cog-pretrain.model</c> (GLM), <c>sentencepiece.bpe.model</c> (XLM-RoBERTa, CamemBERT) or
    /// <c>spiece.model</c> (ALBERT) or, where there is none, its <c>tokenizer.json</c>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static SentencePieceTokenizer Open(string folder)
    {
        var json = TokenizerJson.InsteadOf(folder, SentencePieceModel.FileNames);
        var config = TokenizerConfig.Open(folder, json);
        config.Require("tokenizer_class", "DebertaV2Tokenizer", "DebertaV2TokenizerFast", "XLMRobertaTokenizer", "XLMRobertaTokenizerFast", "CamembertTokenizer",
            "CamembertTokenizerFast", "AlbertTokenizer", "AlbertTokenizerFast", "GLMChineseTokenizer", "PreTrainedTokenizerFast");
        config.Require("split_by_punct", "false");
        config.Require("vocab_type", "spm");
        config.Require("truncation_side", "right");
        config.Require("padding_side", "right");

        var file = SentencePieceModel.FileNames.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) ?? SentencePieceModel.FileNames[0];
        var family = Family(config, file);
        // A tokenizer.json has fairseq's ids already.
        var model = json?.SentencePiece() ?? SentencePieceModel.Read(Path.Combine(folder, file));
        if (json is null && family is TokenizerFamily.XlmRoberta or TokenizerFamily.Camembert) model = model.UnderFairseqIds(family);
        var special = SpecialTokenSet.Resolve(family, config, model.Id, model.Pieces.Count, model.Path, json?.Layout());
        return new SentencePieceTokenizer(model, Preparation(family, config, json), family, special, config);
    }

    // ALBERT's own rules are those of its spiece.model; a tokenizer.json says its own.
    private static TextPreparation Preparation(TokenizerFamily family, TokenizerConfig config, TokenizerJson? json)
    {
        if (json is not null || family != TokenizerFamily.Albert) return new TextPreparation(json?.LowerCase ?? config.Flag("do_lower_case") ?? false);
        config.Require("remove_space", "true");
        return new TextPreparation(config.Flag("do_lower_case") ?? true, StripAccents: !(config.Flag("keep_accents") ?? false), JoinQuotes: true);
    }

    private static TokenizerFamily Family(TokenizerConfig config, string file) => (config.TokenizerClass, config.ModelType) switch
    {
        ("GLMChineseTokenizer", _) or (_, "glm") => TokenizerFamily.GlmChinese,
        ("DebertaV2Tokenizer", _) => TokenizerFamily.DebertaV2,
        ("XLMRobertaTokenizer", _) => TokenizerFamily.XlmRoberta,
        ("CamembertTokenizer", _) => TokenizerFamily.Camembert,
        ("AlbertTokenizer", _) or (_, "albert") => TokenizerFamily.Albert,
        (_, "camembert") => TokenizerFamily.Camembert,
        (_, "xlm-roberta") => TokenizerFamily.XlmRoberta,
        _ => file == SentencePieceModel.FileNames[1] ? TokenizerFamily.GlmChinese : file == SentencePieceModel.FileNames[2] ? TokenizerFamily.XlmRoberta
            : file == SentencePieceModel.FileNames[3] ? TokenizerFamily.Albert : TokenizerFamily.DebertaV2,
    };

    private protected override string? BaseTokenOf(int id) => model.Pieces[id].Text;

    private protected override void Spell(string text, int start, int length, bool spaced, List<Piece> pieces)
    {
        var normalized = normalizer.Normalize(text, start, length);
        var at = 0;
        for (var match = userDefined?.Match(normalized.Text); match is { Success: true }; match = match.NextMatch())
        {
            Segment(normalized, at, match.Index, pieces);
            at = match.Index + match.Length;
            pieces.Add(Surface(normalized, userDefinedIds[match.Value], match.Index, at));
        }
        Segment(normalized, at, normalized.Text.Length, pieces);
    }

    private void Segment(in AlignedText normalized, int start, int end, List<Piece> pieces)
    {
        if (start == end) return;
        var (first, unknown) = (start, -1);
        foreach (var (id, length) in finder.Find(normalized.Text.AsSpan(start, end - start)))
        {
            var last = start + length;
            if (id == model.Unknown && model.ByteFallback)
            {
                AddBytes(normalized, first, last, pieces);
            }
            else if (id == model.Unknown)
            {
                // Neighbouring unknown characters are one piece.
                if (unknown >= 0) pieces.RemoveAt(pieces.Count - 1);
                else unknown = first;
                pieces.Add(Surface(normalized, id, unknown, last));
            }
            else if (splitsNumbers && last - first > 1 && normalized.Text[last - 1] == ',' && char.IsDigit(normalized.Text[last - 2]))
            {
                AddNumber(normalized, first, last, pieces);
            }
            else
            {
                pieces.Add(Surface(normalized, id, first, last));
            }
            if (id != model.Unknown) unknown = -1;
            first = last;
        }
    }

    // A piece that ends with a digit and a comma is cut once more without the comma, as a text of its own, which begins with a space; where the piece does
    // not, the space is taken away again (ALBERT's encode_pieces).
    private void AddNumber(in AlignedText normalized, int start, int end, List<Piece> pieces)
    {
        var space = normalized.Text[start] == SentencePieceNormalizer.Space ? start : start - 1;
        var left = space;
        foreach (var (id, length) in finder.Find($"{SentencePieceNormalizer.Space}{normalized.Text[(space + 1)..(end - 1)]}"))
        {
            var right = space + length;
            if (left >= start) pieces.Add(Surface(normalized, id, left, right));
            else if (right > start) pieces.Add(Surface(normalized, model.Id(normalized.Text[start..right]) ?? model.Unknown, start, right));
            left = right;
        }
        pieces.Add(Surface(normalized, model.Id(",") ?? model.Unknown, end - 1, end));
    }

    private void AddBytes(in AlignedText normalized, int start, int end, List<Piece> pieces)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in normalized.Text.AsSpan(start, end - start).EnumerateRunes())
        {
            var last = start + rune.Utf16SequenceLength;
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)]) pieces.Add(Surface(normalized, model.Bytes[value], start, last));
            start = last;
        }
    }

    private static Piece Surface(in AlignedText normalized, int id, int start, int end)
    {
        var (left, right) = (start, end);
        while (left < right && normalized.Text[left] == SentencePieceNormalizer.Space) left++;
        while (right > left && normalized.Text[right - 1] == SentencePieceNormalizer.Space) right--;
        return left < right ? normalized.Piece(id, left, right) : normalized.Piece(id, start, end);
    }
}
