// CS1503 (11,35): Argument 1: cannot convert from 'PromptGen.Backbones.RobertaConfig' to 'PromptGen.Backbones.BertConfig'
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static Frozen<BertEncoder> New()
    {
        var bert = BertConfig.BaseUncased with { LayerCount = 2 };
        var roberta = RobertaConfig.Base with { LayerCount = bert.LayerCount };
        return BertEncoder.Random(roberta, roberta.LayerCount);
    }
}
