using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>
/// The vectors of all distances between the tokens of a batch, q − k from −(T − 1) to T − 1, for every layer alike. Only rows of the table that
/// some distance uses are kept, so projections of them cost no more than they must.
/// </summary>
public sealed class RelativePositions
{
    /// <summary>In how many blocks the tokens are multiplied with distances: with 4, a quarter more is computed than is needed, with 1 twice as much.</summary>
    private const int Blocks = 4;

    private readonly Tensor ascending, descending;

    private RelativePositions(Tensor vectors, long[] rows)
    {
        Vectors = vectors;
        ascending = tensor(rows, [rows.Length], ScalarType.Int64, vectors.device);
        descending = ascending.flip(0);
    }

    /// <summary>[R, C]: the rows that the distances use.</summary>
    public Tensor Vectors { get; }

    /// <summary>Looks up the rows of all distances.</summary>
    /// <param name="table">[2 · S, C]: a row for each distance from −S to S − 1, where S is the number of buckets, or else the farthest distance.</param>
    /// <param name="tokens">T, at least 1.</param>
    /// <param name="farthest">From this distance on all are alike.</param>
    /// <param name="buckets">In how many steps distances of one direction are told apart, growing logarithmically from half of them on; 0: each of its own.</param>
    public static RelativePositions Of(Tensor table, long tokens, int farthest, int buckets = 0)
    {
        var rows = Rows(tokens, farthest, buckets);
        long first = rows[0], count = rows[^1] - first + 1; // rows grow with the distance
        return new RelativePositions(table.narrow(0, first, count), [.. rows.Select(row => row - first)]);
    }

    /// <summary>The row of every distance, from −(T − 1) to T − 1.</summary>
    internal static long[] Rows(long tokens, int farthest, int buckets)
    {
        long span = buckets > 0 ? buckets : farthest;
        var rows = new long[2 * tokens - 1];
        for (var i = 0; i < rows.Length; i++)
        {
            var distance = i - (tokens - 1);
            rows[i] = Math.Clamp((buckets > 0 ? Bucket(distance, buckets, farthest) : distance) + span, 0, 2 * span - 1);
        }
        return rows;
    }

    /// <summary>The reference's <c>make_log_bucket_position</c>, in float64 as there: exact up to half the buckets, then in logarithmic steps.</summary>
    private static long Bucket(long distance, int buckets, int farthest)
    {
        var exact = buckets / 2;
        var far = Math.Abs(distance);
        if (far <= exact || exact == 0 || farthest - 1 <= exact) return distance; // no room for steps
        var step = (long)Math.Ceiling(Math.Log(far / (double)exact) / Math.Log((farthest - 1) / (double)exact) * (exact - 1)) + exact;
        return Math.Sign(distance) * step;
    }

    /// <summary>Content-to-position scores: each query against the vector of its distance to each key.</summary>
    /// <param name="q">[B, N, T, D]</param>
    /// <param name="keys">[N, R, D], projected <see cref="Vectors"/>.</param>
    /// <returns>[B, N, T, T], by query and key.</returns>
    internal Tensor QueriesAgainst(Tensor keys, Tensor q) => Skewed(q, keys.index_select(1, descending));

    /// <summary>Position-to-content scores: each key against the vector of each query's distance to it.</summary>
    /// <param name="k">[B, N, T, D]</param>
    /// <param name="queries">[N, R, D], projected <see cref="Vectors"/>.</param>
    /// <returns>[B, N, T, T], by query and key.</returns>
    internal Tensor KeysAgainst(Tensor queries, Tensor k) => Skewed(k, queries.index_select(1, ascending)).transpose(2, 3);

    // Every block of tokens is multiplied with the vectors of all distances that occur in it. Of the products, row i holds token i against those
    // distances; the T of them that occur for the token begin one further to the left in each row, so they are one strided view and nothing is
    // gathered. A block of t tokens meets T + t − 1 distances: the smaller the blocks, the less is computed that no token needs, and none
    // of the products is as large as the scores.
    internal static Tensor Skewed(Tensor x, Tensor distances)
    {
        using var scope = NewDisposeScope();
        long batch = x.shape[0], heads = x.shape[1], tokens = x.shape[2], size = x.shape[3];
        var most = (tokens + Blocks - 1) / Blocks;
        var scores = new List<Tensor>();
        for (long start = 0; start < tokens; start += most)
        {
            long block = Math.Min(most, tokens - start), width = tokens + block - 1;
            var products = matmul( // [N, B · block, width]
                x.narrow(2, start, block).transpose(0, 1).reshape(heads, batch * block, size),
                distances.narrow(1, tokens - start - block, width).transpose(1, 2));
            scores.Add(products.as_strided(
                [batch, heads, block, tokens], [block * width, batch * block * width, width - 1, 1], block - 1));
        }
        return cat(scores, 2).MoveToOuterDisposeScope();
    }
}
