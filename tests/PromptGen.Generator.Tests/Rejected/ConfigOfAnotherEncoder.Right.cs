// 'bert' where the wrong twin has 'roberta'.
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static Frozen<BertEncoder> New()
    {
        var bert = BertConfig.BaseUncased with { LayerCount = 2 };
        var roberta = RobertaConfig.Base with { LayerCount = bert.LayerCount };
        return BertEncoder.Random(bert, roberta.LayerCount);
    }
}
