// 'BaseUncased' where the wrong twin has 'BaseUncasd'.
using PromptGen.Backbones;
using PromptGen.Encoders;

internal static class Program
{
    private static Frozen<BertEncoder> New() => BertEncoder.Random(BertConfig.BaseUncased, seed: 7);
}
