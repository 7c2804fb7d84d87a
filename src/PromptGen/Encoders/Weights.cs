using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>Modules without memory (on the meta device): the checkpoint brings the weights, so nothing is initialized to be overwritten.</summary>
public static class Weights
{
    /// <summary>y = x Wᵀ + b, with W [outputs, inputs].</summary>
    /// <param name="inputs">Width of x.</param>
    /// <param name="outputs">Width of y.</param>
    /// <param name="bias">Whether there is a b.</param>
    public static Linear Linear(long inputs, long outputs, bool bias = true) => nn.Linear(inputs, outputs, bias, META);

    /// <summary>A table of vectors, [rows, width].</summary>
    /// <param name="rows">Number of vectors.</param>
    /// <param name="width">Their width.</param>
    public static Embedding Embedding(long rows, long width)
    {
        // nn.Embedding draws its whole table in memory on any device and keeps it for life, even where another weight is set; so
        // one of a single number is made, and only that is kept beside the real table.
        var embedding = nn.Embedding(1, 1, device: META);
        embedding.weight = new Parameter(empty(rows, width, device: META));
        return embedding;
    }

    /// <summary>Layer norm over the last axis, with a weight and perhaps a bias, [width] each.</summary>
    /// <param name="width">The last axis.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public static LayerNorm LayerNorm(long width, double epsilon, bool bias = true) => nn.LayerNorm([width], epsilon, bias: bias, device: META);

    /// <summary>Norm by the root of the mean square over the last axis, with a weight [width].</summary>
    /// <param name="width">The last axis.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    public static RmsNorm RmsNorm(long width, double epsilon) => new(width, epsilon);

    /// <summary>A convolution over the tokens that keeps their number.</summary>
    /// <param name="width">Channels in and out.</param>
    /// <param name="kernel">How many tokens it sees, odd.</param>
    public static TokenConvolution Convolution(long width, long kernel) => new(width, kernel);

    /// <summary>A bias for all heads that is not part of a linear map.</summary>
    /// <param name="width">N · D</param>
    public static HeadBias HeadBias(long width) => new(width);
}
