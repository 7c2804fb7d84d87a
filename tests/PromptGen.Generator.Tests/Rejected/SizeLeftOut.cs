// CS9035 (9,26): Required member 'BertConfig.IntermediateSize' must be set in the object initializer or attribute constructor.
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static Frozen<BertEncoder> New()
    {
        var config = new BertConfig { VocabSize = 30522, HiddenSize = 128, LayerCount = 2, HeadCount = 2, MaxPositions = 512 };
        return BertEncoder.Random(config, seed: 7);
    }
}
