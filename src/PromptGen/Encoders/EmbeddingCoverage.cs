using PromptGen.Checkpoints;
using PromptGen.Tokenization;

namespace PromptGen.Encoders;

/// <summary>Which tokens of a tokenizer an encoder has a row for in its embedding table. A token without one cannot be read.</summary>
public sealed class EmbeddingCoverage
{
    private const int MostNamed = 5;

    /// <summary>No row has so many special tokens.</summary>
    private const int MostSpecial = 64;

    private readonly TextTokenizer tokenizer;

    private EmbeddingCoverage(TextTokenizer tokenizer, int rows)
    {
        (this.tokenizer, Rows) = (tokenizer, rows);
        Uncovered = [.. tokenizer.AddedTokens.Where(token => token.Value >= rows).OrderBy(token => token.Value).Select(token => (token.Key, token.Value))];
    }

    /// <summary>The rows of the encoder's embedding table: ids from 0 to this number less one can be read.</summary>
    public int Rows { get; }

    /// <summary>The added tokens that have no row, by id.</summary>
    public IReadOnlyList<(string Token, int Id)> Uncovered { get; }

    /// <summary>What to tell a user of <see cref="Uncovered"/>; null: every token has a row.</summary>
    public string? Note => Uncovered.Count == 0 ? null
        : $"{Named(Uncovered)} {(Uncovered.Count == 1 ? "is an added token" : "are added tokens")} without a row in the embedding table, which has {Rows} rows: a text that contains "
            + $"{(Uncovered.Count == 1 ? "it" : "one of them")} cannot be read";

    /// <summary>Holds a tokenizer against an encoder.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="backbone">The encoder.</param>
    /// <exception cref="CheckpointException">
    /// The vocabulary has more tokens than the embedding table has rows, or a token that stands in every row of a batch has none: the tokenizer is that of another model.
    /// </exception>
    public static EmbeddingCoverage Of<TEncoder>(TextTokenizer tokenizer, Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var rows = backbone.WordCount;
        if (tokenizer.BaseVocabularySize > rows)
        {
            var beyond = Enumerable.Range(rows, tokenizer.BaseVocabularySize - rows).Select(id => (Token: tokenizer.TokenOf(id), Id: id)).Where(token => token.Token is not null);
            throw new CheckpointException($"{backbone.Place}: the embedding table has {rows} rows, and the tokenizer's vocabulary has {tokenizer.BaseVocabularySize} tokens: "
                + $"{Named([.. beyond.Select(token => (token.Token!, token.Id))])} {(tokenizer.BaseVocabularySize == rows + 1 ? "has" : "have")} no row. "
                + "Use the tokenizer that belongs to this checkpoint, or give the embedding table a row for each token (resize_token_embeddings in transformers).");
        }
        var coverage = new EmbeddingCoverage(tokenizer, rows);
        int[] always = [tokenizer.SpecialTokens.Padding, .. tokenizer.Encode("", "", MostSpecial).Ids];
        return always.Max() < rows ? coverage : throw new CheckpointException(
            $"{backbone.Place}: the embedding table has {rows} rows, and the token '{tokenizer.TokenOf(always.Max())}', which every batch contains, has the id {always.Max()}. "
            + "Use the tokenizer that belongs to this checkpoint, or give the embedding table a row for each token (resize_token_embeddings in transformers).");
    }

    /// <summary>Why a row cannot be read.</summary>
    /// <param name="row">A row of this tokenizer.</param>
    /// <returns>Names the first token without a row; null: the row can be read.</returns>
    public string? Problem(TokenizedText row) => row.Ids.FirstOrDefault(id => id >= Rows, -1) is >= 0 and var id
        ? $"the token '{tokenizer.TokenOf(id)}' has the id {id}, and the embedding table has {Rows} rows (0 to {Rows - 1})"
        : null;

    private static string Named(IReadOnlyList<(string Token, int Id)> tokens) =>
        string.Join(", ", tokens.Take(MostNamed).Select(token => $"'{token.Token}' ({token.Id})")) + (tokens.Count > MostNamed ? $" and {tokens.Count - MostNamed} more" : "");
}
