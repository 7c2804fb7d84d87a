// CS0117 (7,79): 'BertConfig' does not contain a definition for 'BaseUncasd'
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static Frozen<BertEncoder> New() => BertEncoder.Random(BertConfig.BaseUncasd, seed: 7);
}
