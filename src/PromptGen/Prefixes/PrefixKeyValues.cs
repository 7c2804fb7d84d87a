using static TorchSharp.torch;

namespace PromptGen.Prefixes;

/// <summary>What a prefix puts into one forward pass: keys and values for the prompted layers, and how far it moves the tokens.</summary>
public sealed class PrefixKeyValues
{
    private readonly LayerPrefix?[] layers;
    private readonly int offset;

    private PrefixKeyValues(LayerPrefix?[] layers, int offset, bool keepsPadding = false) =>
        (this.layers, this.offset, KeepsPadding) = (layers, offset, keepsPadding);

    /// <summary>No prefix: the plain encoder.</summary>
    public static PrefixKeyValues None { get; } = new([], 0);

    /// <summary>No prefix in any layer, but tokens at the positions that a prefix would leave them.</summary>
    /// <param name="offset">P</param>
    public static PrefixKeyValues OffsetOnly(int offset) => new([], offset);

    /// <summary>A prefix of one length for every row.</summary>
    /// <param name="layers">By layer; null where a layer has none.</param>
    /// <param name="length">P. The tokens' positions start after it, in layers without a prefix too.</param>
    /// <param name="padding">What it does to the embeddings of padding.</param>
    public static PrefixKeyValues Of(LayerPrefix?[] layers, int length, PaddingEmbeddings padding = PaddingEmbeddings.Zeroed) =>
        new(layers, length, padding == PaddingEmbeddings.Kept);

    /// <summary>Whether embeddings of padding stay as they are in an encoder that zeroes them.</summary>
    public bool KeepsPadding { get; }

    /// <summary>The keys and values of one layer, or null.</summary>
    /// <param name="layer">0-based.</param>
    public LayerPrefix? Layer(int layer) => layer < layers.Length ? layers[layer] : null;

    /// <summary>Prefix slots before each row's tokens.</summary>
    /// <param name="ids">[B, T]</param>
    /// <returns>[B], int64</returns>
    public Tensor Offsets(Tensor ids) => full([ids.shape[0]], offset, ScalarType.Int64, ids.device);
}
