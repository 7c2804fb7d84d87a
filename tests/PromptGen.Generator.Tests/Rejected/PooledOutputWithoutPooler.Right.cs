// 'mineOutput' where the wrong twin has 'prenormOutput'.
using Demo;
using PromptGen;
using PromptGen.Encoders;
using TorchSharp;

internal static class Program
{
    private static torch.Tensor Vector(Frozen<PrenormEncoder> prenorm, Frozen<MineEncoder> mine, TokenInput input)
    {
        var prenormOutput = prenorm.Prompt(prefix: null).Encode(input);
        var mineOutput = mine.Prompt(prefix: null).Encode(input);
        torch.Tensor[] vectors = [prenormOutput.LastHidden, mineOutput.LastHidden, mineOutput.Pool()];
        return torch.cat(vectors);
    }
}
