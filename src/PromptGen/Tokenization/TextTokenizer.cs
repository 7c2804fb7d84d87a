using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Tokenization;

/// <summary>Turns texts into the token ids of one checkpoint. Safe to use from several threads at once.</summary>
public abstract class TextTokenizer
{
    private readonly SpecialTokenSet special;
    private readonly BaseVocabulary vocabulary;
    private readonly TokenFinder finder;
    private readonly Dictionary<int, string> addedById = [];

    private protected TextTokenizer(TextPipeline pipeline, SpecialTokenSet special, BaseVocabulary vocabulary, TokenizerConfig config)
    {
        (this.special, this.vocabulary, finder) = (special, vocabulary, new TokenFinder(pipeline, special.Added, special.Ids.Unknown));
        (MaximumLength, Notes) = (config.Limit("model_max_length"), config.Notes);
        foreach (var token in special.Added) addedById.TryAdd(token.Id, token.Content);
        AddedTokens = special.Added.ToDictionary(token => token.Content, token => token.Id, StringComparer.Ordinal);
    }

    /// <summary>The ids of the special tokens.</summary>
    public SpecialTokens SpecialTokens => special.Ids;

    /// <summary>The ids that only encoders that fill blanks (GLM) have; null in all others.</summary>
    public BlankTokens? BlankTokens => special.Blanks;

    /// <summary>How many ids there are: 0 to this number less one.</summary>
    public int VocabularySize => special.VocabularySize;

    /// <summary>How many entries the base vocabulary has, that is without the added tokens. An encoder needs a row of its embedding table for each.</summary>
    public int BaseVocabularySize => special.BaseSize;

    /// <summary>The added tokens, special ones among them, by content: their ids. Some may have their id in the base vocabulary.</summary>
    public IReadOnlyDictionary<string, int> AddedTokens { get; }

    /// <summary>What a user would want to know of the checkpoint's files: where two disagree, and which one counts. Often empty.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>How the vocabulary, or an added token, spells an id; null where there is no such id.</summary>
    /// <param name="id">The id.</param>
    public string? TokenOf(int id) => addedById.GetValueOrDefault(id) ?? vocabulary.Token(id);

    /// <summary>How many tokens of a row's texts are the unknown token.</summary>
    /// <param name="row">A row of this tokenizer.</param>
    public int CountUnknown(TokenizedText row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Spans.Where((span, i) => span.Part != TextPart.None && row.Ids[i] == SpecialTokens.Unknown).Count();
    }

    /// <summary>The most tokens that the checkpoint's files allow, special tokens included; null: they name no limit.</summary>
    public int? MaximumLength { get; }

    /// <summary>
    /// The SHA-256 of all that decides which ids a text gets: vocabulary and options in effect, but no maximum length.
    /// 64 lower-case hexadecimal digits. An adapter stores it, since other ids would make it worthless.
    /// </summary>
    public abstract string Fingerprint { get; }

    /// <summary>Opens the tokenizer that lies in a checkpoint folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kinds">The kinds that the encoder's schema names; of several the folder's files choose.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static TextTokenizer Open(string folder, params IReadOnlyList<TokenizerKind> kinds)
    {
        if (!Directory.Exists(folder)) throw new CheckpointException($"{folder}: there is no such folder; expected one with a tokenizer's files.");
        var files = new[]
        {
            (Kind: TokenizerKind.WordPiece, Names: new[] { WordPieceVocabulary.FileName }, Open: (Func<string, TextTokenizer>)WordPieceTokenizer.Open),
            (TokenizerKind.SentencePiece, SentencePieceModel.FileNames, SentencePieceTokenizer.Open),
            (TokenizerKind.ByteLevelBpe, [BpeTable.VocabularyFile, BpeTable.MergesFile], ByteLevelBpeTokenizer.Open),
        }.Where(kind => kinds.Contains(kind.Kind)).ToList();
        if (files.Count == 0) throw new CheckpointException($"{folder}: the encoder names no tokenizer; expected {string.Join(" or ", Enum.GetNames<TokenizerKind>())}.");

        if (files.Count == 1) return files[0].Open(folder);
        var path = Path.Combine(folder, TokenizerJson.FileName);
        if (!Path.Exists(path))
        {
            if (files.Find(kind => kind.Names.Any(name => File.Exists(Path.Combine(folder, name)))).Open is { } open) return open(folder);
            throw new CheckpointException($"{folder}: has no vocabulary; expected {string.Join(", ", files.SelectMany(kind => kind.Names))} or {TokenizerJson.FileName}.");
        }
        var found = TokenizerJson.Read(path).Kind;
        return (files.Find(kind => kind.Kind == found).Open
            ?? throw new CheckpointException($"{path}: holds a tokenizer of kind {found}; expected {string.Join(" or ", kinds)}."))(folder);
    }

    /// <summary>The ids of a text, or of a pair of texts, with special tokens.</summary>
    /// <param name="text">The text; it may be empty.</param>
    /// <param name="pair">The second text. Null: there is none, which is not the same as an empty one.</param>
    /// <param name="maximumLength">The most tokens to return; null: <see cref="MaximumLength"/>.</param>
    /// <param name="truncation">Which text is cut, at its end, where there are more.</param>
    /// <exception cref="ArgumentOutOfRangeException">What may not be cut is longer than the maximum length.</exception>
    public TokenizedText Encode(string text, string? pair = null, int? maximumLength = null, Truncation truncation = Truncation.LongestFirst)
    {
        ArgumentNullException.ThrowIfNull(text);
        var most = pair is null && truncation != Truncation.OnlySecond ? maximumLength ?? MaximumLength : null;
        return Row(finder.Tokens(text, most), pair is null ? null : finder.Tokens(pair), maximumLength, truncation);
    }

    /// <summary>
    /// The ids of a text, or of a pair of texts, that are words already. Each word is tokenized by itself, as if a space stood before it, and has one token
    /// at least: a word of which nothing remains (a zero-width space, say) becomes the unknown token, so that there is a token to label it at.
    /// </summary>
    /// <param name="words">The words. <see cref="TokenSpan.Word"/> of a token is an index into them, and its span one into the word.</param>
    /// <param name="pair">The second text's words, or null.</param>
    /// <param name="maximumLength">The most tokens to return; null: <see cref="MaximumLength"/>.</param>
    /// <param name="truncation">Which text is cut, at its end, where there are more.</param>
    /// <exception cref="ArgumentOutOfRangeException">What may not be cut is longer than the maximum length.</exception>
    public TokenizedText EncodeWords(
        IReadOnlyList<string> words, IReadOnlyList<string>? pair = null, int? maximumLength = null, Truncation truncation = Truncation.LongestFirst)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Row(finder.Tokens(words), pair is null ? null : finder.Tokens(pair), maximumLength, truncation);
    }

    /// <summary>
    /// As many rows as a long text takes, each with the next part of it and with the last tokens of the part before once more. Where there are two texts, the
    /// second is the long one, and the first (a question) stands whole in every row.
    /// </summary>
    /// <param name="text">The first text, or the only one.</param>
    /// <param name="pair">The second text, or null.</param>
    /// <param name="maximumLength">The most tokens of a row; null: <see cref="MaximumLength"/>. SQuAD: 384.</param>
    /// <param name="stride">How many tokens a row shares with the one before. SQuAD: 128.</param>
    /// <returns>One row at least. <see cref="TokenizedText.IsTruncated"/> tells rows that do not hold the whole text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The stride is negative, or the long text takes several rows and the stride is not less than what a row has room for.</exception>
    public IReadOnlyList<TokenizedText> EncodeWindows(string text, string? pair = null, int? maximumLength = null, int stride = 128)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Rows(finder.Tokens(text), pair is null ? null : finder.Tokens(pair), maximumLength, stride);
    }

    /// <summary>The same for texts that are words already.</summary>
    /// <inheritdoc cref="EncodeWindows(string, string?, int?, int)"/>
    public IReadOnlyList<TokenizedText> EncodeWindows(
        IReadOnlyList<string> words, IReadOnlyList<string>? pair = null, int? maximumLength = null, int stride = 128)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Rows(finder.Tokens(words), pair is null ? null : finder.Tokens(pair), maximumLength, stride);
    }

    /// <summary>The SHA-256 of parts, in hexadecimal digits.</summary>
    private protected static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) hash.AppendData(Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private TokenizedText Row(List<PlacedToken> first, List<PlacedToken>? second, int? maximumLength, Truncation truncation)
    {
        var room = Room(second is not null, maximumLength, out var limit);
        var (keptFirst, keptSecond) = (first.Count, second?.Count ?? 0);
        switch (truncation)
        {
            case Truncation.LongestFirst:
                (keptFirst, keptSecond) = LongestFirst.Keep(keptFirst, keptSecond, room);
                break;
            case Truncation.OnlyFirst:
                keptFirst = Kept(keptFirst, keptSecond, "second");
                break;
            case Truncation.OnlySecond:
                keptSecond = Kept(keptSecond, keptFirst, "first");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(truncation), truncation, "There is no such truncation.");
        }
        var truncated = keptFirst < first.Count || keptSecond < (second?.Count ?? 0);
        return special.Layout.Row(Span(first)[..keptFirst], Span(second)[..keptSecond], second is not null, truncated);

        int Kept(int cut, int whole, string name) => whole <= room
            ? Math.Min(cut, room - whole)
            : throw new ArgumentOutOfRangeException(nameof(maximumLength), limit,
                $"The {name} text has {whole} tokens and may not be cut; the maximum length must be {whole + (limit - room)} at least.");
    }

    private List<TokenizedText> Rows(List<PlacedToken> first, List<PlacedToken>? second, int? maximumLength, int stride)
    {
        var room = Room(second is not null, maximumLength, out _) - (second is null ? 0 : first.Count);
        var whole = second ?? first;
        if (stride < 0 || room < 0 || whole.Count > room && stride >= room)
        {
            throw new ArgumentOutOfRangeException(nameof(stride), stride,
                $"A row has room for {Math.Max(room, 0)} tokens of the long text; the stride must be 0 or more, and less than that.");
        }

        var rows = new List<TokenizedText>();
        for (var start = 0; ; start += room - stride)
        {
            var window = Span(whole).Slice(start, Math.Min(room, whole.Count - start));
            var truncated = window.Length < whole.Count;
            rows.Add(second is null
                ? special.Layout.Row(window, [], hasPair: false, truncated)
                : special.Layout.Row(Span(first), window, hasPair: true, truncated));
            if (start + window.Length >= whole.Count) return rows;
        }
    }

    private int Room(bool hasPair, int? maximumLength, out int limit)
    {
        var count = special.Layout.Count(hasPair);
        limit = maximumLength ?? MaximumLength ?? int.MaxValue;
        if (limit >= count) return limit - count;
        throw new ArgumentOutOfRangeException(nameof(maximumLength), limit,
            $"A text{(hasPair ? " pair" : "")} has {count} special tokens; the maximum length must be at least that.");
    }

    private static ReadOnlySpan<PlacedToken> Span(List<PlacedToken>? tokens) => CollectionsMarshal.AsSpan(tokens);
}
