using PromptGen.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>A bias of queries, keys or values that is not part of a linear map (DeBERTa v1).</summary>
public sealed class HeadBias : nn.Module<Tensor, Tensor>
{
    internal HeadBias(long width) : base(nameof(HeadBias)) => Set(new Parameter(empty(width, device: META)));

    /// <param name="x">[B, N, T, D]</param>
    /// <returns>[B, N, T, D]</returns>
    public override Tensor forward(Tensor x) => x.Plus(get_parameter("bias")!.view(x.shape[1], 1, x.shape[3]));

    internal void Set(Parameter bias) => ConditionallyRegisterParameter("bias", bias);
}
