// 'own' where the wrong twin has 'bert'.
using PromptGen;
using PromptGen.Backbones;
using PromptGen.Encoders;
using TorchSharp;

internal static class Program
{
    private static torch.Tensor Hidden(Frozen<GlmEncoder> glm, TokenInput bert, GlmInput own) => glm.Prompt(prefix: null).Encode(own).LastHidden;
}
