namespace PromptGen.Encoders;

/// <summary>An encoder type that knows its own description; every generated encoder is one.</summary>
/// <typeparam name="TEncoder">The encoder itself.</typeparam>
public interface IDescribed<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <summary>Name, checkpoint layout, presets and constructor of the encoder.</summary>
    static abstract EncoderDescription<TEncoder> Description { get; }
}
