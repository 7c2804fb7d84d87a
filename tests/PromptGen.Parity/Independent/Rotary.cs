namespace PromptGen.Parity.Independent;

/// <summary>
/// Rotary position embeddings (RoFormer, section 3.2.2): a pair of axes turns by position · base^(−2p/D), p being the pair. Scores among tokens know
/// their distance only, but a slot's key is not turned, so it matters where the tokens begin: behind the slots, as in Hugging Face's RoFormer
/// (<c>embed_positions(…, past_key_values_length)</c>) and Llama (<c>cache_position</c>).
/// </summary>
internal static class Rotary
{
    /// <summary>Axis p is paired with axis p + D/2, as GPT-NeoX does.</summary>
    public static double[,] ByHalves(double[,] x, int headSize, double @base, LayerSlots slots) =>
        Turn(x, headSize, @base, slots.Count, axis => axis % (headSize / 2),
            axis => axis < headSize / 2 ? (axis + headSize / 2, -1) : (axis - headSize / 2, 1));

    /// <summary>Axis 2p is paired with axis 2p + 1, as the paper writes it.</summary>
    public static double[,] ByNeighbors(double[,] x, int headSize, double @base, LayerSlots slots) =>
        Turn(x, headSize, @base, slots.Count, axis => axis / 2, axis => axis % 2 == 0 ? (axis + 1, -1) : (axis - 1, 1));

    private static double[,] Turn(double[,] x, int headSize, double @base, int first, Func<int, int> pair, Func<int, (int Axis, int Sign)> other) =>
        Matrix.Of(x.Rows(), x.Columns(), (token, column) =>
        {
            var (axis, head) = (column % headSize, column / headSize);
            var angle = (first + token) * Math.Pow(@base, -2.0 * pair(axis) / headSize);
            var (paired, sign) = other(axis);
            return x[token, column] * Math.Cos(angle) + sign * x[token, head * headSize + paired] * Math.Sin(angle);
        });
}
