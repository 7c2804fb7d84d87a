// CS0311 (13,98): The type 'Demo.PrenormEncoder' cannot be used as type parameter 'TEncoder' in the generic type or method 'Capabilities.Pool<TEncoder>(EncoderOutput<TEncoder>)'. There is no implicit reference conversion from 'Demo.PrenormEncoder' to 'PromptGen.Encoders.IPooled'.
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
        torch.Tensor[] vectors = [prenormOutput.LastHidden, mineOutput.LastHidden, prenormOutput.Pool()];
        return torch.cat(vectors);
    }
}
