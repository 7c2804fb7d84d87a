using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Tokenization;

/// <summary>Turns texts into the token ids of one checkpoint. Safe to use from several threads at once.</summary>
public abstract class TextTokenizer
{
    private protected TextTokenizer()
    {
    }

    /// <summary>The ids of the special tokens.</summary>
    public abstract SpecialTokens SpecialTokens { get; }

    /// <summary>How many ids there are: 0 to this number less one.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>The most tokens that the checkpoint's files allow, special tokens included; null: they name no limit.</summary>
    public abstract int? MaximumLength { get; }

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
        if (kinds.Contains(TokenizerKind.WordPiece) && (kinds.Count == 1 || File.Exists(Path.Combine(folder, WordPieceVocabulary.FileName))))
            return WordPieceTokenizer.Open(folder);
        throw new CheckpointException($"{folder}: the encoder asks for a tokenizer of kind {string.Join(" or ", kinds.Where(kind => kind != TokenizerKind.WordPiece))}, "
            + $"which is not supported yet; {TokenizerKind.WordPiece} is.");
    }

    /// <summary>The ids of a text, or of a pair of texts, with special tokens.</summary>
    /// <param name="text">The text; it may be empty.</param>
    /// <param name="pair">The second text. Null: there is none, which is not the same as an empty one.</param>
    /// <param name="maximumLength">The most tokens to return; null: <see cref="MaximumLength"/>. Beyond it the longer text is cut first, at its end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The special tokens alone are more than the maximum length.</exception>
    public TokenizedText Encode(string text, string? pair = null, int? maximumLength = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var special = SpecialTokenCount(pair is not null);
        var limit = maximumLength ?? MaximumLength ?? int.MaxValue;
        if (limit < special)
        {
            throw new ArgumentOutOfRangeException(nameof(maximumLength), limit,
                $"A text{(pair is null ? "" : " pair")} has {special} special tokens; the maximum length must be at least that.");
        }

        var first = Pieces(text);
        var second = pair is null ? null : Pieces(pair);
        var (keptFirst, keptSecond) = LongestFirst.Keep(first.Count, second?.Count ?? 0, limit - special);
        var truncated = keptFirst < first.Count || keptSecond < (second?.Count ?? 0);
        first.RemoveRange(keptFirst, first.Count - keptFirst);
        second?.RemoveRange(keptSecond, second.Count - keptSecond);
        return Join(first, second) with { IsTruncated = truncated };
    }

    /// <summary>The ids of a text without special tokens around it.</summary>
    private protected abstract List<int> Pieces(string text);

    /// <summary>How many special tokens <see cref="Join"/> adds.</summary>
    private protected abstract int SpecialTokenCount(bool hasPair);

    /// <summary>Puts the family's special tokens around one text or two.</summary>
    private protected abstract TokenizedText Join(IReadOnlyList<int> first, IReadOnlyList<int>? second);
}
