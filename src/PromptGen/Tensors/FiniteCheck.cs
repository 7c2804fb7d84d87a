using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tensors;

/// <summary>Looks for what is no number among weights.</summary>
internal static class FiniteCheck
{
    /// <summary>The first tensor that holds NaN or an infinity.</summary>
    /// <param name="tensors">Tensors by name; those without memory are passed over.</param>
    /// <returns>Its name and what it holds; null: all numbers are finite.</returns>
    public static (string Name, string Holds)? First(IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var noGrad = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            using var scope = NewDisposeScope();
            if (tensor.device_type == DeviceType.META || tensor.isfinite().all().item<bool>()) continue;
            return (name, tensor.isnan().any().item<bool>() ? "NaN" : "infinite numbers");
        }
        return null;
    }
}
