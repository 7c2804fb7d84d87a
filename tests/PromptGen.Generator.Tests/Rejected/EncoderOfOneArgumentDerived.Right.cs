// ', AttentionMask' where the wrong twin has ''.
using PromptGen.Attention;
using PromptGen.Encoders;

internal abstract class Handmade(ConstructionToken token) : Encoder<TokenInput, AttentionMask>(nameof(Handmade), token)
{
    internal static AttentionMask Mask(TokenInput input) => AttentionMask.Bidirectional(input.Mask);
}
