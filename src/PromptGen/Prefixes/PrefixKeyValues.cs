using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Prefixes;

/// <summary>What a prefix puts into one forward pass: keys and values for the prompted layers, and how far it moves the tokens.</summary>
public sealed class PrefixKeyValues
{
    private readonly LayerPrefix?[] layers;
    private readonly int offset;
    private readonly Tensor? offsets;

    private PrefixKeyValues(LayerPrefix?[] layers, int offset, bool keepsPadding = false, Tensor? offsets = null) =>
        (this.layers, this.offset, KeepsPadding, this.offsets) = (layers, offset, keepsPadding, offsets);

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

    /// <summary>Prefixes of different length and depth, one for each row.</summary>
    /// <param name="layers">By layer; null where no row has one. A mask says which slots are the row's.</param>
    /// <param name="lengths">[B], int64: P of each row, 0 where it has no prefix. Its tokens' positions start after it.</param>
    /// <param name="padding">What they do to the embeddings of padding.</param>
    public static PrefixKeyValues OfRows(LayerPrefix?[] layers, Tensor lengths, PaddingEmbeddings padding) =>
        new(layers, 0, padding == PaddingEmbeddings.Kept, lengths);

    /// <summary>Whether embeddings of padding stay as they are in an encoder that zeroes them.</summary>
    public bool KeepsPadding { get; }

    /// <summary>The keys and values of one layer, or null.</summary>
    /// <param name="layer">0-based.</param>
    public LayerPrefix? Layer(int layer) => layer < layers.Length ? layers[layer] : null;

    /// <summary>Prefix slots before each row's tokens.</summary>
    /// <param name="ids">[B, T]</param>
    /// <returns>[B], int64</returns>
    public Tensor Offsets(Tensor ids) => offsets ?? TensorArithmetic.Repeated(offset, ids.shape[0], ids.device);
}
