using PromptGen.Prefixes;
using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>
/// Disentangled attention (DeBERTa, section 3.1; the reference's <c>DisentangledSelfAttention</c>): contents score each other, and each scores
/// the other's distance. A prefix stands at no distance: its columns have content scores only.
/// </summary>
public static class DisentangledAttention
{
    /// <summary>softmax((q · [prefix; k]ᵀ + [0; q · pkᵀ + pq · kᵀ]) / √(D · terms) + mask) · [prefix; v]</summary>
    /// <param name="q">[B, N, T, D]</param>
    /// <param name="k">[B, N, T, D]</param>
    /// <param name="v">[B, N, T, D]</param>
    /// <param name="pk">[N, R, D]: keys of distances, for content-to-position scores; null: there are none.</param>
    /// <param name="pq">[N, R, D]: queries of distances, for position-to-content scores; null: there are none.</param>
    /// <param name="relative">The distances.</param>
    /// <param name="prefix">Keys and values before those of the tokens.</param>
    /// <param name="mask">What each row may see.</param>
    /// <param name="dropout">Rate of dropout on the attention weights; 0 outside training.</param>
    /// <returns>[B, N, T, D]; zero where a row sees nothing.</returns>
    public static Tensor Attend(
        Tensor q, Tensor k, Tensor v, Tensor? pk, Tensor? pq, RelativePositions relative, LayerPrefix? prefix, AttentionMask mask, double dropout)
    {
        // What the backward pass needs, autograd keeps. The rest, several times the weights, would live on until the step ends.
        using var scope = NewDisposeScope();
        var terms = 1 + (pk is null ? 0 : 1) + (pq is null ? 0 : 1);
        var scale = Math.Sqrt(q.shape[3] * terms);
        q = q.Over(scale);
        var scores = matmul(q, k.transpose(2, 3)); // [B, N, T, T]
        if (pk is not null) Add(scores, relative.QueriesAgainst(pk, q));
        if (pq is not null) Add(scores, relative.KeysAgainst(pq.Over(scale), k));
        if (prefix is not null)
        {
            scores = cat([matmul(q, prefix.Key.to(q.dtype).transpose(2, 3)), scores], 3); // [B, N, T, P + T]
            v = cat([prefix.Value.to(v.dtype).expand(v.shape[0], -1, -1, -1), v], 2);
        }
        var weights = nn.functional.softmax(scores.Accumulate(mask.For(prefix, q.dtype)), -1);
        if (dropout > 0) weights = nn.functional.dropout(weights, dropout, training: true);
        var y = mask.OnlySeeing(matmul(weights, v));
        return y.MoveToOuterDisposeScope();
    }

    private static void Add(Tensor scores, Tensor term)
    {
        scores.Accumulate(term);
        term.Dispose();
    }
}
