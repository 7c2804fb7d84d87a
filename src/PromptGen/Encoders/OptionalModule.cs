using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>A norm or a projection that a configuration may leave out.</summary>
public static class OptionalModule
{
    /// <param name="module">Null: there is none.</param>
    /// <param name="x">[..., C]</param>
    /// <returns>What the module makes of x, or x.</returns>
    public static Tensor IfAny(this nn.Module<Tensor, Tensor>? module, Tensor x) => module is null ? x : module.forward(x);
}
