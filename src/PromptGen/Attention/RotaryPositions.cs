using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>
/// Rotary positions (RoFormer, Su et al. 2021): pair i of the D / 2 pairs of a head's numbers is turned by position / base^(2i / D), in queries and in keys, so
/// that the score of two tokens depends on their distance. A prefix stands at no position: its keys are not turned.
/// </summary>
public sealed class RotaryPositions
{
    private readonly Tensor cosines, sines; // [B, 1, T, D / 2], float64
    private readonly bool neighbors;

    private RotaryPositions(Tensor positions, long headSize, double @base, bool neighbors)
    {
        this.neighbors = neighbors;
        double[] frequencies = [.. Enumerable.Range(0, (int)(headSize / 2)).Select(i => Math.Pow(@base, -2.0 * i / headSize))];
        using var scope = NewDisposeScope();
        var angles = positions.to(ScalarType.Float64).unsqueeze(2) * tensor(frequencies, device: positions.device); // [B, T, D / 2]
        (cosines, sines) = (angles.cos().unsqueeze(1).MoveToOuterDisposeScope(), angles.sin().unsqueeze(1).MoveToOuterDisposeScope());
    }

    /// <summary>A pair is a number of the first half of a head and the one at the same place of the second half (GPT-NeoX, Llama, ModernBERT).</summary>
    /// <param name="positions">[B, T]</param>
    /// <param name="headSize">D, even.</param>
    /// <param name="base">How much slower the last pair turns than the first, nearly.</param>
    public static RotaryPositions Halves(Tensor positions, long headSize, double @base) => new(positions, headSize, @base, neighbors: false);

    /// <summary>A pair is two numbers that stand side by side (RoFormer).</summary>
    /// <param name="positions">[B, T]</param>
    /// <param name="headSize">D, even.</param>
    /// <param name="base">How much slower the last pair turns than the first, nearly.</param>
    public static RotaryPositions Neighbors(Tensor positions, long headSize, double @base) => new(positions, headSize, @base, neighbors: true);

    /// <summary>Turns queries or keys.</summary>
    /// <param name="x">[B, N, T, D]</param>
    /// <returns>[B, N, T, D]</returns>
    public Tensor Rotate(Tensor x)
    {
        using var scope = NewDisposeScope();
        var half = x.shape[3] / 2;
        var pairs = neighbors ? x.reshape(x.shape[0], x.shape[1], x.shape[2], half, 2) : x;
        var (a, b) = neighbors ? (pairs.select(4, 0), pairs.select(4, 1)) : (x.narrow(3, 0, half), x.narrow(3, half, half));
        var (cos, sin) = (cosines.to(x.dtype), sines.to(x.dtype));
        var (first, second) = ((a * cos).Plus((b * sin).neg()), (b * cos).Plus(a * sin));
        var turned = neighbors ? stack([first, second], 4).reshape(x.shape) : cat([first, second], 3);
        return turned.MoveToOuterDisposeScope();
    }
}
