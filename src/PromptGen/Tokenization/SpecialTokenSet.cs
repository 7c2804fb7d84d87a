using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>The special and added tokens of one tokenizer, with their ids: the family says which, the folder's files say how they differ.</summary>
/// <remarks>
/// Sources: Hugging Face's tokenizer classes of each family; for GLM the command tokens of THUDM/GLM (data_utils/tokenization.py), where the
/// Chinese models were trained with <c>--fix-command-token</c>. Of the GLM ids those in a folder's added_tokens.json come first.
/// </remarks>
internal sealed class SpecialTokenSet
{
    private SpecialTokenSet(SpecialTokens ids, BlankTokens? blanks, AddedTokens added, RowLayout layout, int baseSize, int vocabularySize) =>
        (Ids, Blanks, Added, Layout, BaseSize, VocabularySize) = (ids, blanks, added, layout, baseSize, vocabularySize);

    public SpecialTokens Ids { get; }

    public BlankTokens? Blanks { get; }

    public AddedTokens Added { get; }

    public RowLayout Layout { get; }

    /// <summary>Ids of the vocabulary alone.</summary>
    public int BaseSize { get; }

    /// <summary>Ids of the vocabulary and of the added tokens together.</summary>
    public int VocabularySize { get; }

    /// <summary>Finds every special token's id.</summary>
    /// <param name="family">The family.</param>
    /// <param name="config">The folder's configuration.</param>
    /// <param name="vocabulary">The ids of the vocabulary's tokens; what it does not hold is null.</param>
    /// <param name="size">How many ids the vocabulary has.</param>
    /// <param name="path">The vocabulary's file, for errors.</param>
    /// <param name="layout">What a tokenizer.json says about special tokens around texts; null: the family's.</param>
    /// <exception cref="CheckpointException">A special token has no id, or two.</exception>
    public static SpecialTokenSet Resolve(
        TokenizerFamily family, TokenizerConfig config, Func<string, int?> vocabulary, int size, string path, RowLayout? layout = null)
    {
        var added = new Dictionary<string, AddedToken>(StringComparer.Ordinal);
        foreach (var (token, file) in config.AddedTokens(content => vocabulary(content)))
        {
            if ((vocabulary(token.Content) ?? token.Id) != token.Id)
                throw new CheckpointException($"{file}: gives '{token.Content}' the id {token.Id}; expected {vocabulary(token.Content)}, which it has in {path}.");
            if (token.Id >= MostIds) throw new CheckpointException($"{file}: gives '{token.Content}' the id {token.Id}; expected one below {MostIds}.");
            added[token.Content] = token;
        }

        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var role in Roles(family, size))
        {
            var said = config.Token(role.Key, role.Token, role.LeftStrip);
            var standIn = said.Content == role.Token && role.StandIn is { } other ? vocabulary(other) : null;
            var id = added.GetValueOrDefault(said.Content)?.Id ?? standIn ?? vocabulary(said.Content) ?? (said.Content == role.Token ? role.Id : null)
                ?? throw new CheckpointException($"{path}: has no '{said.Content}', which is the {role.Key}; expected it among the {size} tokens.");
            ids[role.Key] = id;
            // Where only its id is said (added_tokens.json), a special token behaves as its family's does.
            if (added.GetValueOrDefault(said.Content) is null or { Normalized: true }) added[said.Content] = said with { Id = id };
        }

        var special = new SpecialTokens(ids[TokenRole.Padding], ids[TokenRole.Unknown], ids[TokenRole.Classification], ids[TokenRole.Separator], ids[TokenRole.Mask]);
        var blanks = ids.TryGetValue(TokenRole.StartOfPiece, out var start) ? new BlankTokens(start, ids[TokenRole.EndOfPiece]) : null;
        return new SpecialTokenSet(special, blanks, new AddedTokens(added.Values), layout ?? Layouts(family, special, ids), size,
            Math.Max(size, added.Values.Max(token => token.Id) + 1));
    }

    /// <summary>All of it as lines, for fingerprints.</summary>
    public override string ToString() =>
        $"{Ids} {Layout}\n{string.Join('\n', Added.All.Values.OrderBy(token => token.Content, StringComparer.Ordinal))}\n";

    /// <summary>Above any vocabulary there is; a larger id is damage, and would make sums of ids overflow.</summary>
    public const int MostIds = 1 << 24;

    private static IReadOnlyList<TokenRole> Roles(TokenizerFamily family, int size) => family switch
    {
        TokenizerFamily.Bert => [.. Bracketed(null, null, null, null, null)],
        TokenizerFamily.Deberta => [.. Bracketed(0, 3, 1, 2, 50264, maskStrips: true)],
        TokenizerFamily.DebertaV2 => [.. Bracketed(null, null, null, null, size)],
        TokenizerFamily.Albert =>
        [
            .. Bracketed(null, null, null, null, null, maskStrips: true).Select(role => role.Key switch
            {
                TokenRole.Padding => role with { Token = "<pad>" },
                TokenRole.Unknown => role with { Token = "<unk>" },
                _ => role,
            }),
        ],
        TokenizerFamily.Roberta => [.. Angled(null)],
        TokenizerFamily.Mpnet => [.. Angled(null).Select(role => role.Key == TokenRole.Unknown ? role with { Token = "[UNK]" } : role)],
        TokenizerFamily.XlmRoberta or TokenizerFamily.Camembert => [.. Angled(size)],
        TokenizerFamily.Gpt2 =>
        [
            .. new[] { TokenRole.Padding, TokenRole.Unknown, TokenRole.Classification, TokenRole.Separator, TokenRole.Mask }
                .Select(key => new TokenRole(key, "<|endoftext|>")),
        ],
        TokenizerFamily.GlmBert => [.. Bracketed(null, null, null, null, null), new(TokenRole.End, "[PAD]"), .. Blank(size)],
        TokenizerFamily.GlmRoberta =>
        [
            new(TokenRole.Padding, "<|endoftext|>", StandIn: "</s>"), new(TokenRole.Unknown, "[UNK]", StandIn: "<unk>"),
            new(TokenRole.Classification, "[CLS]", StandIn: "<s>"), new(TokenRole.Separator, "[SEP]", StandIn: "</s>"),
            new(TokenRole.Mask, "[MASK]", StandIn: "<mask>", LeftStrip: true), new(TokenRole.End, "<|endoftext|>", StandIn: "</s>"), .. Blank(size),
        ],
        TokenizerFamily.GlmGpt2 =>
        [
            new(TokenRole.Padding, "<|endoftext|>"), new(TokenRole.End, "<|endoftext|>"), .. Blank(size), new(TokenRole.Classification, "[CLS]", size + 2),
            new(TokenRole.Mask, "[MASK]", size + 3, LeftStrip: true), new(TokenRole.Separator, "[SEP]", size + 4), new(TokenRole.Unknown, "[UNK]", size + 5),
            new("[gMASK]", "[gMASK]", size + 6, LeftStrip: true), new("[sMASK]", "[sMASK]", size + 7, LeftStrip: true),
        ],
        TokenizerFamily.GlmChinese =>
        [
            new(TokenRole.Padding, "<|endoftext|>", size), new(TokenRole.End, "<|endoftext|>", size), new(TokenRole.Separator, "[SEP]", size + 1),
            new(TokenRole.Classification, "[CLS]", size + 2), new(TokenRole.Mask, "[MASK]", size + 3, LeftStrip: true),
            new(TokenRole.Unknown, "[UNK]", size + 4), .. Blank(size + 6), new("[sMASK]", "[sMASK]", size + 8, LeftStrip: true),
            new("[gMASK]", "[gMASK]", size + 9, LeftStrip: true),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "There is no such family."),
    };

    private static TokenRole[] Bracketed(int? padding, int? unknown, int? classification, int? separator, int? mask, bool maskStrips = false) =>
    [
        new(TokenRole.Padding, "[PAD]", padding), new(TokenRole.Unknown, "[UNK]", unknown), new(TokenRole.Classification, "[CLS]", classification),
        new(TokenRole.Separator, "[SEP]", separator), new(TokenRole.Mask, "[MASK]", mask, LeftStrip: maskStrips),
    ];

    private static TokenRole[] Angled(int? mask) =>
    [
        new(TokenRole.Padding, "<pad>"), new(TokenRole.Unknown, "<unk>"), new(TokenRole.Classification, "<s>"), new(TokenRole.Separator, "</s>"),
        new(TokenRole.Mask, "<mask>", mask, LeftStrip: true),
    ];

    private static TokenRole[] Blank(int first) =>
        [new(TokenRole.StartOfPiece, "<|startofpiece|>", first), new(TokenRole.EndOfPiece, "<|endofpiece|>", first + 1)];

    private static RowLayout Layouts(TokenizerFamily family, SpecialTokens special, Dictionary<string, int> ids)
    {
        int[] first = [special.Classification], last = [special.Separator];
        return family switch
        {
            TokenizerFamily.Bert or TokenizerFamily.Deberta or TokenizerFamily.DebertaV2 or TokenizerFamily.Albert => new RowLayout(first, last, last, 1),
            TokenizerFamily.Roberta or TokenizerFamily.Mpnet or TokenizerFamily.XlmRoberta or TokenizerFamily.Camembert => new RowLayout(first, [.. last, .. last], last, 0),
            TokenizerFamily.Gpt2 => new RowLayout([], [], [], 0),
            // THUDM/GLM, build_input_from_ids: ENC, first text, second text, eos.
            _ => new RowLayout(first, [], [ids[TokenRole.End]], 0),
        };
    }
}
