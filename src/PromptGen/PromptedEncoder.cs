using PromptGen.Encoders;
using PromptGen.Prefixes;

namespace PromptGen;

/// <summary>An encoder and a prefix without a head: it gives hidden states.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class PromptedEncoder<TEncoder> where TEncoder : Encoder, IDescribed<TEncoder>
{
    internal PromptedEncoder(Backbone<TEncoder> backbone, Prefix<TEncoder>? prefix, TokenTypeUse tokenTypes = TokenTypeUse.Given) =>
        (Backbone, Prefix, TokenTypes) = (backbone, prefix, tokenTypes);

    /// <summary>The encoder.</summary>
    public Backbone<TEncoder> Backbone { get; }

    /// <summary>The prefix, if there is one.</summary>
    public Prefix<TEncoder>? Prefix { get; }

    /// <summary>Which segments the tokens lie in.</summary>
    public TokenTypeUse TokenTypes { get; }

    /// <summary>The same encoder and prefix, told otherwise which segments the tokens lie in.</summary>
    /// <param name="tokenTypes">Which.</param>
    public PromptedEncoder<TEncoder> WithTokenTypes(TokenTypeUse tokenTypes) => new(Backbone, Prefix, tokenTypes);

    internal EncoderOutput<TEncoder> Run<TInput>(TInput input, Encoder<TInput> encoder, bool keepHiddenStates) where TInput : IEncoderInput<TInput>
    {
        CheckLength(input.Ids.shape[1]);
        if (TokenTypes == TokenTypeUse.Zero) input = input.InFirstSegment();
        var prefix = Prefix?.KeyValues(input.Ids.shape[0]) ?? PrefixKeyValues.None;
        return new EncoderOutput<TEncoder>(encoder.Run(input, prefix, keepHiddenStates), Backbone.Encoder, input);
    }

    /// <exception cref="ArgumentException">A row of that many tokens does not fit behind the prefix.</exception>
    internal void CheckLength(long tokens) => Backbone.CheckLength(Prefix?.Length ?? 0, tokens);
}
