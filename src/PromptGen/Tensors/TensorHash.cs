using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace PromptGen.Tensors;

/// <summary>Hashes of tensors by name, type, shape and bits.</summary>
internal static class TensorHash
{
    /// <summary>Adds a tensor, of any device.</summary>
    /// <param name="hash">What it is added to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor.</param>
    public static void Append(this IncrementalHash hash, string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.dtype} [{string.Join(", ", tensor.shape)}]\n"));
        hash.AppendData(tensor.detach().cpu().contiguous().bytes);
    }
}
