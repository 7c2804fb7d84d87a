// CS0311 (24,42): The type 'PromptGen.Backbones.BertEncoder' cannot be used as type parameter 'TEncoder' in the generic type or method 'Forward.Encode<TEncoder, TInput>(PromptedEncoder<TEncoder>, TInput, bool)'. There is no implicit reference conversion from 'PromptGen.Backbones.BertEncoder' to 'PromptGen.Encoders.Encoder<BlockInput>'.
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
        return bert.Prompt(prefix: null).Encode(new BlockInput(ids, mask, torch.zeros_like(ids))).LastHidden;
    }
}
