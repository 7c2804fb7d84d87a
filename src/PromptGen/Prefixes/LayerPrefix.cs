using static TorchSharp.torch;

namespace PromptGen.Prefixes;

/// <summary>The prefix of one layer: keys and values that stand before those of the tokens.</summary>
/// <param name="Key">[1 or B, N_kv, P, D]</param>
/// <param name="Value">[1 or B, N_kv, P, D]</param>
/// <param name="Mask">[1 or B, P]: 1 where a slot is part of the row's prefix; null: all are.</param>
public sealed record LayerPrefix(Tensor Key, Tensor Value, Tensor? Mask)
{
    /// <summary>P, the number of slots.</summary>
    public long Length => Key.shape[2];

    /// <summary>The prefix, then the tokens, in the type of the tokens: an encoder may compute in half precision.</summary>
    /// <param name="k">[B, N_kv, T, D]</param>
    /// <param name="v">[B, N_kv, T, D]</param>
    /// <returns>[B, N_kv, P + T, D] each.</returns>
    public (Tensor Key, Tensor Value) Before(Tensor k, Tensor v)
    {
        var batch = k.shape[0];
        return (cat([Key.to(k.dtype).expand(batch, -1, -1, -1), k], 2), cat([Value.to(v.dtype).expand(batch, -1, -1, -1), v], 2));
    }
}
