// CS0311 (9,123): The type 'PromptGen.Backbones.GlmEncoder' cannot be used as type parameter 'TEncoder' in the generic type or method 'Forward.Encode<TEncoder, TInput>(PromptedEncoder<TEncoder>, TInput, bool)'. There is no implicit reference conversion from 'PromptGen.Backbones.GlmEncoder' to 'PromptGen.Encoders.Encoder<PromptGen.Encoders.TokenInput>'.
using PromptGen;
using PromptGen.Backbones;
using PromptGen.Encoders;
using TorchSharp;

internal static class Program
{
    private static torch.Tensor Hidden(Frozen<GlmEncoder> glm, TokenInput bert, GlmInput own) => glm.Prompt(prefix: null).Encode(bert).LastHidden;
}
