using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>
/// Numbers that distances add to attention scores, one for every step of distance and every head (T5, Raffel et al. 2020; MPNet). Each direction has half of the
/// steps; half of those are one distance each, the rest grow logarithmically up to the farthest distance.
/// </summary>
public static class DistanceBias
{
    /// <summary>Looks up the numbers of all distances.</summary>
    /// <param name="table">[buckets, N]</param>
    /// <param name="tokens">T</param>
    /// <param name="buckets">How many steps there are, of both directions; a multiple of 4.</param>
    /// <param name="farthest">From this distance on all are alike.</param>
    /// <returns>[1, N, T, T], by query and key.</returns>
    public static Tensor Of(Tensor table, long tokens, int buckets, int farthest)
    {
        using var scope = NewDisposeScope();
        var rows = new long[tokens * tokens];
        for (var query = 0L; query < tokens; query++)
        for (var key = 0L; key < tokens; key++)
            rows[query * tokens + key] = Row(key - query, buckets, farthest);
        var index = tensor(rows, device: table.device);
        return table.index_select(0, index).view(tokens, tokens, -1).permute(2, 0, 1).unsqueeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>The row of a distance: keys behind the query have those from half of the buckets on.</summary>
    /// <param name="distance">Key − query.</param>
    /// <param name="buckets">How many rows there are.</param>
    /// <param name="farthest">From this distance on all are alike.</param>
    internal static long Row(long distance, int buckets, int farthest)
    {
        long half = buckets / 2, exact = half / 2, far = Math.Abs(distance);
        // In float32, as the reference: what falls on the border of two steps does so there.
        var step = far < exact ? far : exact + (long)(MathF.Log(far / (float)exact) / MathF.Log(farthest / (float)exact) * (half - exact));
        return Math.Min(step, half - 1) + (distance > 0 ? half : 0);
    }
}
