using PromptGen.Checkpoints;
using PromptGen.Tests.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>Adapters as PEFT wrote them before safetensors.</summary>
internal static class AdapterPickle
{
    public const string Name = "adapter_model.bin";

    /// <summary>Writes the tensors of an adapter again, as a pickle.</summary>
    /// <param name="adapter">Its folder.</param>
    /// <param name="format">The format of the pickle.</param>
    /// <param name="type">What the tensors become.</param>
    /// <param name="change">Something done to each.</param>
    /// <param name="keep">Whether the safetensors stay.</param>
    public static void Repack(string adapter, TorchFormat format, ScalarType type = ScalarType.Float32, Func<Tensor, Tensor>? change = null, bool keep = false)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(adapter, "adapter_model.safetensors");
        using (var file = SafeTensorsFile.Open(path))
        {
            var tensors = file.Tensors.Select(tensor => (tensor.Name, Tensor: file.Read(tensor.Name)));
            TorchFile.Save(Path.Combine(adapter, Name), tensors.Select(tensor => (tensor.Name, (change?.Invoke(tensor.Tensor) ?? tensor.Tensor).to(type))).ToList(), format);
        }
        if (!keep) File.Delete(path);
    }
}
