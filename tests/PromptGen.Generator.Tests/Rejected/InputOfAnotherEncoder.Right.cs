// 'TokenInput' where the wrong twin has 'BlockInput'.
using System;
using System.Collections.Generic;
using PromptGen;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Tokenization;
using TorchSharp;

internal sealed record BlockInput(torch.Tensor Ids, torch.Tensor Mask, torch.Tensor Blocks) : IEncoderInput<BlockInput>
{
    public IReadOnlyList<torch.Tensor> Tensors => [Ids, Mask, Blocks];

    public static BlockInput Collate(IReadOnlyList<TokenizedText> texts, int paddingId, torch.Device device) => throw new NotSupportedException();

    public static BlockInput FromTensors(Func<string, torch.Tensor?> tensor) => throw new NotSupportedException();
}

internal static class Program
{
    private static torch.Tensor Hidden(Frozen<BertEncoder> bert, torch.Tensor ids)
    {
        var mask = torch.ones_like(ids);
        return bert.Prompt(prefix: null).Encode(new TokenInput(ids, mask, torch.zeros_like(ids))).LastHidden;
    }
}
