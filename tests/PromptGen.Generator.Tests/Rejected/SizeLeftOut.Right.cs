// 'IntermediateSize' where the wrong twin has 'MaxPositions'.
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static Frozen<BertEncoder> New()
    {
        var config = new BertConfig { VocabSize = 30522, HiddenSize = 128, LayerCount = 2, HeadCount = 2, IntermediateSize = 512 };
        return BertEncoder.Random(config, seed: 7);
    }
}
