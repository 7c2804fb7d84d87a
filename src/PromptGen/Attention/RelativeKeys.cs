using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>
/// Vectors for distances between tokens, as wide as a head and the same for all heads of a layer: each query is multiplied with the vector of its distance to
/// a key (Shaw et al. 2018), and each key may be too (Huang et al. 2020, method 4). A prefix stands at no distance and has content scores only: its slots
/// are in no order that a distance could tell.
/// </summary>
public static class RelativeKeys
{
    /// <summary>(q · r + k · r) / √D, or one of the two, where r is the vector of the distance query − key.</summary>
    /// <param name="q">[B, N, T, D]</param>
    /// <param name="k">[B, N_kv, T, D]</param>
    /// <param name="table">[2 · S − 1, D]: a vector for each distance from −(S − 1) to S − 1; farther ones have the first or the last.</param>
    /// <param name="scores">The terms.</param>
    /// <returns>[B, N, T, T], by query and key.</returns>
    public static Tensor Scores(Tensor q, Tensor k, Tensor table, RelativeScores scores)
    {
        using var scope = NewDisposeScope();
        var ascending = Vectors(table, q.shape[2]).to(q.dtype).Over(Math.Sqrt(q.shape[3])).unsqueeze(0); // [1, 2 · T − 1, D]
        var byQuery = scores.HasFlag(RelativeScores.ContentToPosition) ? RelativePositions.Skewed(q, ascending.flip(1)) : null;
        var byKey = scores.HasFlag(RelativeScores.PositionToContent) ? RelativePositions.Skewed(k, ascending).transpose(2, 3) : null;
        if (byKey is not null && q.shape[1] > k.shape[1]) byKey = byKey.repeat_interleave(q.shape[1] / k.shape[1], 1);
        var sum = byQuery is null ? byKey! : byKey is null ? byQuery : byQuery.Plus(byKey);
        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>The vectors of the distances from −(T − 1) to T − 1.</summary>
    /// <param name="table">[2 · S − 1, D]</param>
    /// <param name="tokens">T</param>
    private static Tensor Vectors(Tensor table, long tokens)
    {
        var distances = (table.shape[0] + 1) / 2;
        var near = Math.Min(tokens, distances);
        var vectors = table.narrow(0, distances - near, 2 * near - 1);
        if (tokens == near) return vectors;
        var far = new[] { tokens - near, table.shape[1] };
        return cat([table.narrow(0, 0, 1).expand(far), vectors, table.narrow(0, table.shape[0] - 1, 1).expand(far)]);
    }
}
