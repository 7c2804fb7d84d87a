using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PromptGen.Encoders;

/// <summary>The activation functions that schemas name.</summary>
public enum Activation
{
    /// <summary>x · Φ(x), with the error function.</summary>
    Gelu,

    /// <summary>The tanh approximation of GELU (<c>gelu_new</c>, <c>gelu_pytorch_tanh</c>).</summary>
    GeluTanh,

    /// <summary>max(0, x)</summary>
    Relu,

    /// <summary>x · σ(x)</summary>
    Silu,

    /// <summary>tanh(x)</summary>
    Tanh,
}

/// <summary>The functions behind the names.</summary>
public static class ActivationFunctions
{
    /// <summary>Applies an activation to every number.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Apply(this Activation activation, Tensor x) => activation switch
    {
        Activation.Gelu => functional.gelu(x),
        Activation.GeluTanh => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        Activation.Relu => functional.relu(x),
        Activation.Silu => functional.silu(x),
        Activation.Tanh => tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation."),
    };
}
