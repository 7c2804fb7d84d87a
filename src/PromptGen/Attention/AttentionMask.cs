using PromptGen.Prefixes;
using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>
/// Which columns each row of a batch may see. Made once a batch; every layer asks it for the additive mask that fits its prefix:
/// prefix columns stand before the tokens and are visible to every row, padding rows too.
/// </summary>
public sealed class AttentionMask
{
    private readonly Tensor visible;
    private readonly Tensor? seeing, bias;
    private readonly Dictionary<(long Length, Tensor? Mask), Tensor> additive = [];

    private AttentionMask(Tensor visible, Tensor? seeing = null, Tensor? bias = null) => (this.visible, this.seeing, this.bias) = (visible, seeing, bias);

    /// <summary>Every row sees every token and no padding.</summary>
    /// <param name="mask">[B, T]: 1 at tokens, 0 at padding.</param>
    public static AttentionMask Bidirectional(Tensor mask) => new(mask.IsNot(0).unsqueeze(1).unsqueeze(1));

    /// <summary>Only tokens see, and only tokens and the prefix are seen: padding gets nothing, not even from the prefix (DeBERTa).</summary>
    /// <param name="mask">[B, T]: 1 at tokens, 0 at padding.</param>
    public static AttentionMask BetweenTokens(Tensor mask) => new(mask.IsNot(0).unsqueeze(1).unsqueeze(1), mask.IsNot(0).unsqueeze(1).unsqueeze(3));

    /// <summary>Every token sees itself and what stands before it, and no padding.</summary>
    /// <param name="mask">[B, T]: 1 at tokens, 0 at padding.</param>
    public static AttentionMask Causal(Tensor mask)
    {
        var causal = ones(mask.shape[1], mask.shape[1], ScalarType.Bool, mask.device).tril(); // [T, T]
        return new(mask.IsNot(0).unsqueeze(1).unsqueeze(1).logical_and(causal));
    }

    /// <summary>Part A sees itself, every token of part B sees part A, itself and what stands before it (GLM).</summary>
    /// <param name="partB">[B]: where part B begins. Padding stands behind it, so no token sees padding.</param>
    /// <param name="tokens">T</param>
    public static AttentionMask ContextThenCausal(Tensor partB, long tokens)
    {
        var causal = ones(tokens, tokens, ScalarType.Bool, partB.device).tril();                                          // [T, T]
        var context = TensorArithmetic.UpTo(tokens, partB.device).unsqueeze(0).lt(partB.unsqueeze(1));                 // [B, T]
        return new(causal.unsqueeze(0).logical_or(context.unsqueeze(1)).unsqueeze(1));
    }

    /// <summary>The same, but no token sees further than a distance to either side. A prefix stands at no distance, and is seen by all.</summary>
    /// <param name="distance">How far.</param>
    public AttentionMask Within(long distance)
    {
        var tokens = visible.shape[3];
        var near = ones(tokens, tokens, ScalarType.Bool, visible.device).tril(distance).triu(-distance); // [T, T]
        return new(visible.logical_and(near), seeing, bias);
    }

    /// <summary>The same, with numbers that are added to the scores. A prefix stands at no distance, and nothing is added to its scores.</summary>
    /// <param name="added">[1, N, T, T], by query and key.</param>
    public AttentionMask Biased(Tensor added) => new(visible, seeing, added);

    /// <summary>Attention's result, zeroed in rows that see nothing at all.</summary>
    /// <param name="y">[B, N, T, D]</param>
    /// <returns>[B, N, T, D]</returns>
    public Tensor OnlySeeing(Tensor y) => seeing is null ? y : y * seeing;

    /// <summary>The numbers to add to attention scores: 0 where a column is visible, the type's lowest value where it is not.</summary>
    /// <param name="prefix">The layer's prefix, if it has one.</param>
    /// <param name="type">The scores' type.</param>
    /// <returns>[B, 1 or N, 1 or T, P + T]</returns>
    public Tensor For(LayerPrefix? prefix, ScalarType type)
    {
        var key = (prefix?.Length ?? 0, prefix?.Mask);
        if (additive.TryGetValue(key, out var mask)) return mask;
        // It serves all layers, so it lives as long as this, not as long as the layer that asks first. The scope frees what it is made of, and
        // TorchSharp 0.107 forgets a tensor that is moved into the scope where it is already.
        using var scope = NewDisposeScope();
        return additive[key] = Additive(prefix, type).MoveToOtherDisposeScope(visible);
    }

    private Tensor Additive(LayerPrefix? prefix, ScalarType type)
    {
        var columns = visible; // [B, 1, 1 or T, T]
        if (prefix is not null)
        {
            long batch = visible.shape[0], rows = visible.shape[2];
            var prefixColumns = prefix.Mask is { } mask
                ? mask.IsNot(0).unsqueeze(1).unsqueeze(1).expand(batch, 1, rows, prefix.Length)
                : ones(batch, 1, rows, prefix.Length, ScalarType.Bool, visible.device);
            columns = cat([prefixColumns, visible], 3);
        }
        // A finite number: a row that sees nothing gets even weights, not NaN.
        if (bias is null) return zeros(columns.shape, type, columns.device).Filled(columns.logical_not(), Lowest(type));
        var added = prefix is null ? bias : nn.functional.pad(bias, [prefix.Length, 0]); // [1, N, T, P + T]
        return added.to(type).expand(columns.shape[0], -1, -1, -1).Filled(columns.logical_not(), Lowest(type));
    }

    private static double Lowest(ScalarType type) => type switch
    {
        ScalarType.Float64 => double.MinValue,
        ScalarType.Float16 => -65504,
        ScalarType.BFloat16 => -3.3895313892515355e38,
        _ => float.MinValue,
    };
}
