using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>
/// A convolution over the tokens that keeps their number: each token's window of neighbors through one linear map. Written as that product, because
/// libtorch 2.10's own convolution gives wrong numbers on CPUs for some widths (17, 18, 24, …) from two rows on.
/// </summary>
public sealed class TokenConvolution : nn.Module<Tensor, Tensor>
{
    private readonly long kernel;

    internal TokenConvolution(long width, long kernel) : base(nameof(TokenConvolution))
    {
        this.kernel = kernel;
        Set("weight", new Parameter(empty(width, width, kernel, device: META)));
        Set("bias", new Parameter(empty(width, device: META)));
    }

    /// <param name="x">[B, T, C]</param>
    /// <returns>[B, T, C]; beyond both ends of a row there are zeros.</returns>
    public override Tensor forward(Tensor x)
    {
        long tokens = x.shape[1], width = x.shape[2];
        var padded = nn.functional.pad(x, [0, 0, (kernel - 1) / 2, (kernel - 1) / 2]); // [B, T + K - 1, C]
        var windows = cat([.. Enumerable.Range(0, (int)kernel).Select(i => padded.narrow(1, i, tokens))], 2); // [B, T, K · C]
        var weight = get_parameter("weight")!.permute(0, 2, 1).reshape(width, kernel * width);
        return nn.functional.linear(windows, weight, get_parameter("bias"));
    }

    internal void Set(string name, Parameter parameter) => ConditionallyRegisterParameter(name, parameter);
}
