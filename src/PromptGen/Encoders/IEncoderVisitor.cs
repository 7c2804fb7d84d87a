namespace PromptGen.Encoders;

/// <summary>Code that is generic over encoder types, for callers that know the encoder only at run time.</summary>
/// <typeparam name="TResult">What it gives.</typeparam>
public interface IEncoderVisitor<out TResult>
{
    /// <summary>Called with the encoder's types.</summary>
    /// <param name="description">The encoder.</param>
    TResult Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>;
}
