// CS0122 (5,80): 'Encoder<TokenInput>.Encoder(string, ConstructionToken)' is inaccessible due to its protection level
using PromptGen.Attention;
using PromptGen.Encoders;

internal abstract class Handmade(ConstructionToken token) : Encoder<TokenInput>(nameof(Handmade), token)
{
    internal static AttentionMask Mask(TokenInput input) => AttentionMask.Bidirectional(input.Mask);
}
