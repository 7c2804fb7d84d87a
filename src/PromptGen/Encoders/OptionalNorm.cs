using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>A norm that a configuration may leave out.</summary>
public static class OptionalNorm
{
    /// <param name="norm">Null: there is none.</param>
    /// <param name="x">[..., C]</param>
    /// <returns>x normalized, or x.</returns>
    public static Tensor IfAny(this LayerNorm? norm, Tensor x) => norm is null ? x : norm.forward(x);
}
