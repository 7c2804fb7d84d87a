using PromptGen.Encoders;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Heads;

/// <summary>One vector for a row, dropout, and a linear layer: what heads over rows have in common.</summary>
internal sealed class PooledOutput<TEncoder>(HeadForm form, Backbone<TEncoder> backbone, int outputs, double dropout, Generator? generator)
    where TEncoder : Encoder, IDescribed<TEncoder>
{
    private readonly string path = form.OwnOutput;
    private readonly Pooling<TEncoder> pooling = Pooling.Of(form, backbone, dropout, generator);
    private readonly TrainedLinear output = new(backbone.HiddenSize, outputs, backbone.Device, generator, !form.OutputWithoutBias);

    /// <returns>[B, C]</returns>
    public Tensor Pool(EncoderOutput<TEncoder> states, bool training) => pooling.Pool(states, training);

    /// <returns>[B, outputs]</returns>
    public Tensor Forward(EncoderOutput<TEncoder> states, bool training) =>
        output.Forward(nn.functional.dropout(Pool(states, training), dropout, training));

    public IEnumerable<(string Name, Parameter Parameter)> Weights() => [.. pooling.Parameters(), .. output.Parameters(path)];
}
