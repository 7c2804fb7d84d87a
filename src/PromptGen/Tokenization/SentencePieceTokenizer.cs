using System.Globalization;
using PromptGen.Checkpoints;
using PromptGen.Tokenization.Normalizers;
using PromptGen.Tokenization.PreTokenizers;

namespace PromptGen.Tokenization;

/// <summary>
/// The tokenizer of DeBERTa v2 and v3, XLM-RoBERTa, CamemBERT and ALBERT (unigram) and of the Chinese GLM models (BPE): SentencePiece over normalized text.
/// </summary>
/// <remarks>
/// A model file is read step by step as SentencePiece reads it, a tokenizer.json as Hugging Face's tokenizers read it. Microsoft.ML.Tokenizers 2.0.1 gives
/// other ids where pieces score the same, where a character is unknown or spelled in bytes, and where the normalization map drops one. See the README.
/// </remarks>
public sealed class SentencePieceTokenizer : TextTokenizer
{
    private SentencePieceTokenizer(TextPipeline pipeline, SentencePieceModel model, string options, SpecialTokenSet special, TokenizerConfig config)
        : base(pipeline, special, model.Vocabulary, config)
    {
        var scores = model.ExactScores ?? [.. model.Pieces.Select(piece => (double)piece.Score)];
        Fingerprint = Hash($"SentencePiece {options}\n{special}",
            string.Join('\n', model.Pieces.Select((piece, id) => string.Create(CultureInfo.InvariantCulture,
                $"{piece.Text} {(model.ExactScores is null ? piece.Score : scores[id])} {(int)piece.Type}"))), "\n",
            model.Characters.Digest);
    }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <summary>
    /// Opens a folder's <c>tokenizer.json</c> or, where there is none, its <c>spm.model</c> (DeBERTa), <c>cog-pretrain.model</c> (GLM),
    /// <c>sentencepiece.bpe.model</c> (XLM-RoBERTa, CamemBERT) or <c>spiece.model</c> (ALBERT).
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static SentencePieceTokenizer Open(string folder)
    {
        var config = TokenizerConfig.Open(folder);
        config.Require("tokenizer_class", "DebertaV2Tokenizer", "DebertaV2TokenizerFast", "XLMRobertaTokenizer", "XLMRobertaTokenizerFast", "CamembertTokenizer",
            "CamembertTokenizerFast", "AlbertTokenizer", "AlbertTokenizerFast", "GLMChineseTokenizer", "PreTrainedTokenizerFast", "TokenizersBackend");
        config.Require("split_by_punct", "false");
        config.Require("split_special_tokens", "false");
        config.Require("vocab_type", "spm");
        config.Require("truncation_side", "right");
        config.Require("padding_side", "right");

        var file = SentencePieceModel.FileNames.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) ?? SentencePieceModel.FileNames[0];
        var family = Family(config, file);
        return config.Json is { } json ? Open(config, json, Path.Combine(folder, file), family) : Open(config, Path.Combine(folder, file), family);
    }

    private static SentencePieceModel Read(string path, TokenizerFamily family)
    {
        var model = SentencePieceModel.Read(path);
        return family is TokenizerFamily.XlmRoberta or TokenizerFamily.Camembert ? model.UnderFairseqIds(family) : model;
    }

    private static SentencePieceTokenizer Open(TokenizerConfig config, string path, TokenizerFamily family)
    {
        var model = Read(path, family);
        var preparation = new TextPreparation(config.Flag("do_lower_case") ?? false);
        if (family == TokenizerFamily.Albert)
        {
            config.Require("remove_space", "true");
            preparation = new TextPreparation(config.Flag("do_lower_case") ?? true, StripAccents: !(config.Flag("keep_accents") ?? false), JoinQuotes: true);
        }
        var special = SpecialTokenSet.Resolve(family, config, model.Vocabulary);
        IPreTokenizer words = family switch
        {
            TokenizerFamily.XlmRoberta => SplitAtSpaces(model.DummyPrefix),
            TokenizerFamily.Camembert => new MetaspacePreTokenizer(model.DummyPrefix ? MetaspacePrefix.Always : MetaspacePrefix.Never),
            _ => new MetaspacePreTokenizer(model.DummyPrefix ? MetaspacePrefix.Once : MetaspacePrefix.Never, Cuts: false),
        };
        var pipeline = new TextPipeline([new SentencePieceNormalizer(model, preparation)], words, Speller(model, family == TokenizerFamily.Albert));
        var options = $"{family} {preparation.LowerCase}{(preparation.StripAccents ? " without accents" : "")} "
            + $"{model.Merges} {model.DummyPrefix} {model.RemoveExtraSpaces} {model.ByteFallback}";
        return new SentencePieceTokenizer(pipeline, model, options, special, config);
    }

    private static SentencePieceTokenizer Open(TokenizerConfig config, TokenizerJson json, string unread, TokenizerFamily family)
    {
        var model = json.SentencePiece();
        config.NoteUnread(Path.GetFileName(unread), () => Read(unread, family) is var other
            && Enumerable.Range(0, other.Pieces.Count).All(id => other.Pieces[id].Type != PieceType.Normal || model.Id(other.Pieces[id].Text) == id));
        var special = SpecialTokenSet.Resolve(family, config, model.Vocabulary, json.Layout());
        var (normalizers, words) = (json.Pipeline.Normalizers(), json.Pipeline.Words("Unigram", "Metaspace"));
        switch (config.TokenizerClass)
        {
            // transformers 5 takes no more than the map from the file, and cuts at all whitespace.
            case "XLMRobertaTokenizer":
                json.Pipeline.RequireNormalizers("XLMRobertaTokenizer", "Precompiled", "Strip", "Replace");
                normalizers = [.. normalizers.Where(step => step is PrecompiledNormalizer), new StripNormalizer(Left: false, Right: true)];
                words = SplitAtSpaces(config.Flag("add_prefix_space") ?? true);
                break;
            case "CamembertTokenizer":
                json.Pipeline.RequireNormalizers("CamembertTokenizer", "Precompiled", "Strip", "Replace");
                break;
            case "AlbertTokenizer":
                json.Pipeline.RequireNormalizers("AlbertTokenizer", "Replace", "NFKD", "StripAccents", "Lowercase", "Precompiled");
                break;
            case "DebertaV2Tokenizer":
                json.Pipeline.RequireNormalizers("DebertaV2Tokenizer", "Lowercase", "Replace", "NFC", "Strip", "Precompiled");
                var lowerCase = config.Flag("do_lower_case") ?? false;
                config.NoteOption("do_lower_case", lowerCase, normalizers.Any(step => step is LowercaseNormalizer));
                normalizers = [.. lowerCase ? [new LowercaseNormalizer()] : Array.Empty<ITextNormalizer>(), .. normalizers.Where(step => step is not LowercaseNormalizer)];
                break;
        }
        var pipeline = new TextPipeline(normalizers, words, Speller(model, cutsNumbers: false), json.Trimming());
        return new SentencePieceTokenizer(pipeline, model, $"{family} {pipeline.Steps} {model.ByteFallback}", special, config);
    }

    private static SequencePreTokenizer SplitAtSpaces(bool prefix) =>
        new([new WhitespaceSplit(), new MetaspacePreTokenizer(prefix ? MetaspacePrefix.Always : MetaspacePrefix.Never)]);

    private static SentencePieceSpeller Speller(SentencePieceModel model, bool cutsNumbers) =>
        new(model, model.Merges ? new PieceMerger(model) : new LikeliestPieces(model), cutsNumbers);

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
}
