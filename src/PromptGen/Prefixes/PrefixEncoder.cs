using PromptGen.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Prefixes;

/// <summary>
/// Makes the flat prefix, [P, columns] (the reference's <c>PrefixEncoder</c>). Columns go by prompted layer, ascending, then key
/// before value, then head, then the head's own axis.
/// </summary>
public abstract class PrefixEncoder : ITrainable
{
    private protected PrefixEncoder()
    {
    }

    /// <summary>The flat prefix.</summary>
    /// <returns>[P, columns]</returns>
    public abstract Tensor Forward();

    /// <inheritdoc/>
    public abstract IEnumerable<(string Name, Parameter Parameter)> Parameters();

    private protected static Parameter Normal(Device device, Generator? generator, params long[] shape) =>
        new(empty(shape).normal_(0, 0.02, generator).to(device));
}

/// <summary>The prefix is the parameter.</summary>
internal sealed class EmbeddingPrefixEncoder(Parameter embedding) : PrefixEncoder
{
    public EmbeddingPrefixEncoder(int length, int columns, Device device, Generator? generator) : this(Normal(device, generator, length, columns))
    {
    }

    public override Tensor Forward() => embedding;

    public override IEnumerable<(string Name, Parameter Parameter)> Parameters() => [("prefix_encoder.embedding.weight", embedding)];
}

/// <summary>An embedding [P, C], a dense layer, tanh, and a dense layer to all columns.</summary>
internal sealed class MlpPrefixEncoder(int length, int hiddenSize, int innerSize, int columns, Device device, Generator? generator) : PrefixEncoder
{
    private readonly Parameter embedding = Normal(device, generator, length, hiddenSize);
    private readonly Parameter innerWeight = Normal(device, generator, innerSize, hiddenSize);
    private readonly Parameter innerBias = new(zeros(innerSize, device: device));
    private readonly Parameter outerWeight = Normal(device, generator, columns, innerSize);
    private readonly Parameter outerBias = new(zeros(columns, device: device));

    public override Tensor Forward()
    {
        var inner = tanh(nn.functional.linear(embedding, innerWeight, innerBias)); // [P, inner]
        return nn.functional.linear(inner, outerWeight, outerBias);                // [P, columns]
    }

    public override IEnumerable<(string Name, Parameter Parameter)> Parameters() =>
    [
        ("prefix_encoder.embedding.weight", embedding),
        ("prefix_encoder.trans.0.weight", innerWeight),
        ("prefix_encoder.trans.0.bias", innerBias),
        ("prefix_encoder.trans.2.weight", outerWeight),
        ("prefix_encoder.trans.2.bias", outerBias),
    ];
}
