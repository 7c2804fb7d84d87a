using PromptGen.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>
/// ALiBi (Press et al. 2022) in both directions, as encoders have it (Günther et al. 2023): a head adds the distance of two tokens times a negative slope to
/// their score. Nothing is learned. A prefix stands at no distance, and nothing is added to its scores.
/// </summary>
public static class LinearBias
{
    /// <summary>−slope · |key − query|</summary>
    /// <param name="heads">N</param>
    /// <param name="tokens">T</param>
    /// <param name="device">Where it is computed.</param>
    /// <returns>[1, N, T, T], by query and key; float32.</returns>
    public static Tensor Of(int heads, long tokens, Device device)
    {
        using var scope = NewDisposeScope();
        var positions = TensorArithmetic.UpTo(tokens, device);
        var distances = positions.unsqueeze(0).Plus(positions.unsqueeze(1).neg()).abs().to(ScalarType.Float32); // [T, T]
        var slopes = tensor([.. Slopes(heads).Select(slope => -(float)slope)], device: device).view(1, heads, 1, 1);
        return (slopes * distances).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The geometric series that begins with its ratio and ends with 2^−8, where the heads are a power of two; else that of the power below, and then every
    /// second slope of the power above.
    /// </summary>
    /// <param name="heads">N, at least 1.</param>
    internal static IReadOnlyList<double> Slopes(int heads)
    {
        var power = 1;
        while (power * 2 <= heads) power *= 2;
        return
        [
            .. Enumerable.Range(1, power).Select(i => Math.Pow(2, -8.0 * i / power)),
            .. Enumerable.Range(0, heads - power).Select(i => Math.Pow(2, -8.0 * (2 * i + 1) / (2 * power))),
        ];
    }
}
