using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>A linear layer of a head, initialized as the reference does: N(0, 0.02) weights and zero biases.</summary>
internal sealed class TrainedLinear(int inputs, int outputs, Device device, Generator? generator, bool bias = true)
{
    public Parameter Weight { get; } = new(empty(outputs, inputs).normal_(0, 0.02, generator).to(device));

    public Parameter? Bias { get; } = bias ? new(zeros(outputs, device: device)) : null;

    /// <param name="x">[…, inputs], of any type: an encoder may compute in half precision.</param>
    /// <returns>[…, outputs], float32.</returns>
    public Tensor Forward(Tensor x) => nn.functional.linear(x.to(Weight.dtype), Weight, Bias);

    public IEnumerable<(string Name, Parameter Parameter)> Parameters(string path)
    {
        yield return ($"{path}.weight", Weight);
        if (Bias is not null) yield return ($"{path}.bias", Bias);
    }
}
