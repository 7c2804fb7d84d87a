using PromptGen.Encoders;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>What a head may compute before its output: a dense layer, an activation and, where its form has one, a norm.</summary>
internal sealed class HeadTransform
{
    private readonly HeadForm form;
    private readonly TrainedLinear dense;
    private readonly Activation activation;
    private readonly Parameter? normWeight, normBias;

    private HeadTransform(HeadForm form, int inputs, int outputs, Device device, Generator? generator)
    {
        this.form = form;
        activation = form.Activation ?? (form.Task == HeadTask.LanguageModel ? Activation.Gelu : Activation.Tanh);
        dense = new TrainedLinear(inputs, outputs, device, generator, !form.DenseWithoutBias);
        if (form.Norm is { } norm)
            (normWeight, normBias) = (new Parameter(ones(outputs, device: device)), norm.WithoutBias ? null : new Parameter(zeros(outputs, device: device)));
    }

    /// <summary>That of a form; null where it has none.</summary>
    public static HeadTransform? Of(HeadForm form, int inputs, int outputs, Device device, Generator? generator) =>
        form.Dense is null ? null : new HeadTransform(form, inputs, outputs, device, generator);

    /// <param name="x">[…, inputs]</param>
    /// <returns>[…, outputs], float32.</returns>
    public Tensor Forward(Tensor x)
    {
        x = activation.Apply(dense.Forward(x));
        if (form.Norm is { } norm) x = nn.functional.layer_norm(x, [x.shape[^1]], normWeight, normBias, norm.Epsilon);
        return x;
    }

    public IEnumerable<(string Name, Parameter Parameter)> Parameters()
    {
        foreach (var weight in dense.Parameters(form.Dense!)) yield return weight;
        if (normWeight is not null) yield return ($"{form.Norm!.Path}.weight", normWeight);
        if (normBias is not null) yield return ($"{form.Norm!.Path}.bias", normBias);
    }
}
