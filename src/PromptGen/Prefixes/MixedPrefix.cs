using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Prefixes;

/// <summary>One batch whose rows have different prefixes, or none.</summary>
internal static class MixedPrefix
{
    /// <param name="rows">B, the prefix of each row; null: the row has none. What they do to padding is the same.</param>
    /// <param name="layerCount">The encoder's layers.</param>
    /// <param name="device">Where they lie.</param>
    public static PrefixKeyValues Of(IReadOnlyList<CollapsedPrefix?> rows, int layerCount, Device device)
    {
        if (rows.All(row => row == rows[0])) return rows[0]?.Alone ?? PrefixKeyValues.None;

        var layers = new LayerPrefix?[layerCount];
        // Layers that are prompted for the same rows share one mask, and AttentionMask what it makes of it.
        var masks = new List<(long[] Lengths, Tensor? Mask)>();
        for (var layer = 0; layer < layerCount; layer++)
        {
            var slots = rows.Select(row => row?.Slots(layer)).ToArray();
            if (slots.FirstOrDefault(own => own is not null) is not var (someKey, someValue)) continue;

            long[] lengths = [.. slots.Zip(rows, (own, row) => own is null ? 0L : row!.Length)];
            var known = masks.FindIndex(mask => mask.Lengths.AsSpan().SequenceEqual(lengths));
            if (known < 0)
            {
                known = masks.Count;
                masks.Add((lengths, Mask(lengths, device)));
            }
            layers[layer] = new LayerPrefix(
                Padded(slots.Select(own => own?.Key), someKey), Padded(slots.Select(own => own?.Value), someValue), masks[known].Mask);
        }
        var padding = rows.First(row => row is not null)!.Padding;
        return PrefixKeyValues.OfRows(layers, Tasks.Padding.Numbers(rows, row => row?.Length ?? 0, device), padding);
    }

    /// <param name="rows">B of them, [P, N_kv, D] each with its own P; null: the row has none.</param>
    /// <param name="some">One that is there.</param>
    /// <returns>[B, N_kv, P, D] with the longest P; zeros behind shorter ones.</returns>
    private static Tensor Padded(IEnumerable<Tensor?> rows, Tensor some)
    {
        var none = some.narrow(0, 0, 0); // [0, N_kv, D]
        return nn.utils.rnn.pad_sequence(rows.Select(row => row ?? none), batch_first: true).transpose(1, 2);
    }

    /// <returns>[B, P]: 1 where a slot is the row's; null: all are.</returns>
    private static Tensor? Mask(long[] lengths, Device device)
    {
        var longest = lengths.Max();
        if (lengths.All(length => length == longest)) return null;
        var slots = TensorArithmetic.UpTo(longest, device).unsqueeze(0);                                  // [1, P]
        return slots.lt(tensor(lengths, [lengths.Length], ScalarType.Int64, device).unsqueeze(1)); // [B, P]
    }
}
