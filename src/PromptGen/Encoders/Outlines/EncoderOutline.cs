using PromptGen.Checkpoints;

namespace PromptGen.Encoders.Outlines;

/// <summary>What an encoder is made of, by its modules; it is built without memory for weights, so any size can be looked at.</summary>
/// <param name="Whole">The encoder, with its parts inside.</param>
/// <param name="KeyValues">Of each layer, what a prefix gets there.</param>
public sealed record EncoderOutline(OutlinePart Whole, IReadOnlyList<KeyValueShape> KeyValues)
{
    /// <summary>The numbers that a prefix trains.</summary>
    /// <param name="length">P, its slots in each layer.</param>
    public long PrefixParameters(int length) => KeyValues.Sum(shape => (long)length * shape.PrefixColumns);

    /// <summary>The outline of an encoder in one size.</summary>
    /// <param name="description">Of the encoder.</param>
    /// <param name="config">Its sizes.</param>
    /// <exception cref="CheckpointException">The configuration lacks a size, or has one that the encoder cannot have.</exception>
    public static EncoderOutline Of(EncoderDescription description, ConfigJson config) => description.Accept(new Outlining(config));

    private sealed class Outlining(ConfigJson config) : IEncoderVisitor<EncoderOutline>
    {
        public EncoderOutline Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var encoder = description.Create(config, new ConstructionToken { Source = config.Source });
            return new EncoderOutline(
                OutlinePart.Of(description.Architecture, [.. encoder.named_parameters().Select(weight => new OutlinedTensor(weight.name, [.. weight.parameter.shape]))]),
                [.. Enumerable.Range(0, encoder.LayerCount).Select(encoder.KeyValues)]);
        }
    }
}
