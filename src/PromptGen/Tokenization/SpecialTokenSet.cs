using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>The special and added tokens of one tokenizer, with their ids: the family says which, the folder's files say how they differ.</summary>
/// <remarks>
/// Sources: Hugging Face's tokenizer classes of each family; for GLM the command tokens of THUDM/GLM (data_utils/tokenization.py), where the
/// Chinese models were trained with <c>--fix-command-token</c>. Of the GLM ids those in a folder's added_tokens.json come first.
/// </remarks>
internal sealed class SpecialTokenSet
{
    private static readonly string[] AddingOrder = [TokenRole.Unknown, TokenRole.Separator, TokenRole.Padding, TokenRole.Classification, TokenRole.Mask];

    private SpecialTokenSet(SpecialTokens ids, BlankTokens? blanks, IReadOnlyList<AddedToken> added, RowLayout layout, int baseSize, int vocabularySize) =>
        (Ids, Blanks, Added, Layout, BaseSize, VocabularySize) = (ids, blanks, added, layout, baseSize, vocabularySize);

    public SpecialTokens Ids { get; }

    public BlankTokens? Blanks { get; }

    /// <summary>The added tokens, in the order in which they were added.</summary>
    public IReadOnlyList<AddedToken> Added { get; }

    public RowLayout Layout { get; }

    /// <summary>Ids of the vocabulary alone.</summary>
    public int BaseSize { get; }

    /// <summary>Ids of the vocabulary and of the added tokens together.</summary>
    public int VocabularySize { get; }

    /// <summary>Finds the id of every special and added token.</summary>
    /// <param name="family">The family.</param>
    /// <param name="config">The folder's configuration.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="layout">What a tokenizer.json says about special tokens around texts; null: the family's.</param>
    /// <exception cref="CheckpointException">A special token has no id, or an added token's is another token's.</exception>
    public static SpecialTokenSet Resolve(TokenizerFamily family, TokenizerConfig config, BaseVocabulary vocabulary, RowLayout? layout = null)
    {
        var added = new AddedTokenIds(config, vocabulary, KeepsIds(family));
        var roles = Roles(family, vocabulary.Size, config.Token("eos_token")?.Content);
        var further = config.FurtherTokens();
        var special = roles.Select(role => (config.Token(role.Key) ?? new AddedToken(role.Token, -1)).Content)
            .Concat(further.Select(token => token.Content)).ToHashSet(StringComparer.Ordinal);
        added.AddListed(config.ListedTokens(special));

        // In the order in which Hugging Face adds them, since those that are new get the next ids.
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!KeepsIds(family))
            foreach (var end in new[] { "bos_token", "eos_token" })
                if (config.Token(end) is { } token) added.Add(token);
        foreach (var role in roles.OrderBy(role => Array.IndexOf(AddingOrder, role.Key)))
        {
            var said = config.Token(role.Key, role.LeftStrip);
            var token = said ?? new AddedToken(role.Token, -1, role.LeftStrip);
            var id = role.StandIn is { } other && token.Content == role.Token ? vocabulary.Id(other) : null;
            if (id is null && token.Content == role.Token && vocabulary.Id(token.Content) is null) id = role.Id;
            if (id is null && said is null && !added.Has(token.Content) && vocabulary.Id(token.Content) is null)
            {
                throw new CheckpointException(
                    $"{vocabulary.Path}: has no '{token.Content}', which is the {role.Key}; expected it among the {vocabulary.Size} tokens.");
            }
            ids[role.Key] = added.AddRole(token, id);
        }
        foreach (var token in further) added.Add(token);

        var known = new SpecialTokens(ids[TokenRole.Padding], ids[TokenRole.Unknown], ids[TokenRole.Classification], ids[TokenRole.Separator], ids[TokenRole.Mask]);
        var blanks = ids.TryGetValue(TokenRole.StartOfPiece, out var start) ? new BlankTokens(start, ids[TokenRole.EndOfPiece]) : null;
        return new SpecialTokenSet(known, blanks, added.All, layout ?? Layouts(family, known, ids), vocabulary.Size,
            Math.Max(vocabulary.Size, added.All.Max(token => token.Id) + 1));
    }

    /// <summary>All of it as lines, for fingerprints.</summary>
    public override string ToString() =>
        $"{Ids} {Layout}\n{string.Join('\n', Added.OrderBy(token => token.Content, StringComparer.Ordinal))}\n";

    /// <summary>Above any vocabulary there is; a larger id is damage, and would make sums of ids overflow.</summary>
    public const int MostIds = 1 << 24;

    // GLM's command tokens have the ids that its files say; what transformers reads gets them anew.
    private static bool KeepsIds(TokenizerFamily family) =>
        family is TokenizerFamily.GlmBert or TokenizerFamily.GlmRoberta or TokenizerFamily.GlmGpt2 or TokenizerFamily.GlmChinese;

    private static IReadOnlyList<TokenRole> Roles(TokenizerFamily family, int size, string? end) => family switch
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
                .Select(key => new TokenRole(key, end ?? "<|endoftext|>")),
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
