using static TorchSharp.torch;

namespace PromptGen.Prefixes;

/// <summary>The keys and values of a prefix by layer, copied out of what made them, for predicting only.</summary>
internal sealed class CollapsedPrefix : IDisposable
{
    private readonly (Tensor Key, Tensor Value)?[] slots;

    /// <param name="prefix">Without dropout: one for every row.</param>
    /// <param name="length">P</param>
    /// <param name="layerCount">The encoder's layers.</param>
    /// <param name="padding">What it does to the embeddings of padding.</param>
    public CollapsedPrefix(PrefixKeyValues prefix, int length, int layerCount, PaddingEmbeddings padding)
    {
        (Length, Padding) = (length, padding);
        slots = [.. Enumerable.Range(0, layerCount).Select(layer => prefix.Layer(layer) is { } own ? (Slots(own.Key), Slots(own.Value)) : ((Tensor, Tensor)?)null)];
        Alone = PrefixKeyValues.Of([.. slots.Select(own => own is var (key, value) ? new LayerPrefix(Row(key), Row(value), Mask: null) : null)], length, padding);
    }

    /// <summary>P</summary>
    public int Length { get; }

    /// <summary>What it does to the embeddings of padding.</summary>
    public PaddingEmbeddings Padding { get; }

    /// <summary>The prefix of a batch whose rows all have this one.</summary>
    public PrefixKeyValues Alone { get; }

    /// <summary>The keys and values of a layer, [P, N_kv, D] each; null where the layer is not prompted.</summary>
    /// <param name="layer">0-based.</param>
    public (Tensor Key, Tensor Value)? Slots(int layer) => slots[layer];

    /// <summary>All its tensors, with names for people.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors() => slots.SelectMany((own, layer) =>
        own is var (key, value) ? new[] { ($"prefix keys of layer {layer}", key), ($"prefix values of layer {layer}", value) } : []);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        for (var layer = 0; layer < slots.Length; layer++)
        {
            if (slots[layer] is not var (key, value) || Alone.Layer(layer) is not { } alone) continue;
            foreach (var tensor in new[] { alone.Key, alone.Value, key, value }) tensor.Dispose();
        }
    }

    /// <param name="keys">[1, N_kv, P, D]</param>
    /// <returns>[P, N_kv, D], a copy.</returns>
    private static Tensor Slots(Tensor keys) => keys.squeeze(0).transpose(0, 1).clone().contiguous().DetachFromDisposeScope();

    /// <param name="slots">[P, N_kv, D]</param>
    /// <returns>[1, N_kv, P, D], a view.</returns>
    private static Tensor Row(Tensor slots) => slots.transpose(0, 1).unsqueeze(0).DetachFromDisposeScope();
}
