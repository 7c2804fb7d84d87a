using PromptGen.Prefixes;
using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>Scaled dot-product attention over the tokens and, where a layer has one, its prefix. Which kernel computes it is decided here.</summary>
public static class DotProductAttention
{
    /// <summary>softmax(q · [prefix; k]ᵀ / √D + [0; distant] + mask) · [prefix; v]</summary>
    /// <param name="q">[B, N, T, D]</param>
    /// <param name="k">[B, N_kv, T, D]</param>
    /// <param name="v">[B, N_kv, T, D]</param>
    /// <param name="prefix">Keys and values before those of the tokens.</param>
    /// <param name="mask">What each row may see.</param>
    /// <param name="dropout">Rate of dropout on the attention weights; 0 outside training.</param>
    /// <param name="distant">[B, N, T, T], what the distances of tokens add to their scores, scaled as those are; a prefix stands at no distance, and nothing is added to its scores.</param>
    /// <returns>[B, N, T, D]</returns>
    public static Tensor Attend(Tensor q, Tensor k, Tensor v, LayerPrefix? prefix, AttentionMask mask, double dropout, Tensor? distant = null)
    {
        if (prefix is not null) (k, v) = prefix.Before(k, v);
        var group = q.shape[1] / k.shape[1];
        if (group > 1) (k, v) = (k.repeat_interleave(group, 1), v.repeat_interleave(group, 1));

        var additive = mask.For(prefix, q.dtype);
        if (distant is not null) additive = additive.Plus(prefix is null ? distant : nn.functional.pad(distant, [prefix.Length, 0]));
        // The fused kernel saves memory; with dropout, or in bfloat16 on a CPU, its backward pass is slower than the plain products. It gives what is added no gradient.
        return mask.OnlySeeing(dropout == 0 && distant is null && (q.dtype == ScalarType.Float32 || q.is_cuda)
            ? nn.functional.scaled_dot_product_attention(q, k, v, additive.expand(-1, -1, q.shape[2], -1))
            : Plain(q, k, v, additive, dropout));
    }

    private static Tensor Plain(Tensor q, Tensor k, Tensor v, Tensor additive, double dropout)
    {
        var scores = matmul(q.Over(Math.Sqrt(q.shape[3])), k.transpose(2, 3)).Plus(additive); // [B, N, T, P + T]
        var weights = nn.functional.softmax(scores, -1);
        if (dropout > 0) weights = nn.functional.dropout(weights, dropout, training: true);
        return matmul(weights, v);
    }
}
