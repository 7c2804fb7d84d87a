using PromptGen.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>
/// Divides by the root of the mean square over the last axis, and multiplies by a weight; no mean is taken away (Zhang and Sennrich 2019). Computed in float32
/// where an encoder has less, as Hugging Face's Llama does, whose norm it is.
/// </summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly double epsilon;

    internal RmsNorm(long width, double epsilon) : base(nameof(RmsNorm))
    {
        this.epsilon = epsilon;
        Set(new Parameter(empty(width, device: META)));
    }

    /// <param name="x">[..., C]</param>
    /// <returns>[..., C]</returns>
    public override Tensor forward(Tensor x)
    {
        var wide = x.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? x.to(ScalarType.Float32) : x;
        var meanSquare = (wide * wide).mean([-1], keepdim: true); // [..., 1]
        return (wide * meanSquare.Plus(epsilon).rsqrt()).to(x.dtype) * get_parameter("weight")!;
    }

    internal void Set(Parameter weight) => ConditionallyRegisterParameter("weight", weight);
}
