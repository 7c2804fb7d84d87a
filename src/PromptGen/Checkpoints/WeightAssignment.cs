using PromptGen.Encoders;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>Puts tensors into the modules of an encoder that was built on the meta device.</summary>
internal static class WeightAssignment
{
    /// <summary>Gives every parameter a tensor.</summary>
    /// <param name="encoder">Built on the meta device.</param>
    /// <param name="tensor">The tensor for a parameter of that name and shape; null leaves the parameter without memory.</param>
    public static void Fill(nn.Module encoder, Func<string, long[], Tensor?> tensor)
    {
        // Setting a parameter changes the list that is walked.
        foreach (var (path, module) in encoder.named_modules().ToList())
        foreach (var (name, parameter) in module.named_parameters(recurse: false).ToList())
        {
            if (tensor($"{path}.{name}", parameter.shape) is { } value) Assign(module, name, value);
        }
    }

    /// <summary>Replaces every parameter that has memory by one made from it.</summary>
    /// <param name="encoder">Its weights are in place.</param>
    /// <param name="change">Such as a move to another device.</param>
    public static void Replace(nn.Module encoder, Func<Tensor, Tensor> change)
    {
        var weights = encoder.named_parameters().Where(p => p.parameter.device_type != DeviceType.META).ToDictionary(p => p.name, p => change(p.parameter));
        Fill(encoder, (name, _) => weights.GetValueOrDefault(name));
    }

    /// <summary>Replaces one parameter by a tensor, without a copy.</summary>
    private static void Assign(nn.Module module, string name, Tensor value)
    {
        var parameter = new Parameter(value, requires_grad: false);
        parameter.DetachFromDisposeScope(); // the encoder outlives the caller's scope
        switch (module, name)
        {
            case (Linear linear, "weight"): linear.weight = parameter; break;
            case (Linear linear, "bias"): linear.bias = parameter; break;
            case (LayerNorm norm, "weight"): norm.weight = parameter; break;
            case (LayerNorm norm, "bias"): norm.bias = parameter; break;
            case (RmsNorm norm, "weight"): norm.Set(parameter); break;
            case (Embedding embedding, "weight"): embedding.weight = parameter; break;
            case (TokenConvolution convolution, "weight" or "bias"): convolution.Set(name, parameter); break;
            case (HeadBias bias, "bias"): bias.Set(parameter); break;
            default: throw new NotSupportedException($"A {module.GetType().Name} has no '{name}' that can be set.");
        }
    }
}
