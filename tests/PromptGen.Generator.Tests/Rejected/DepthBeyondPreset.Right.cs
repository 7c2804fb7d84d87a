// '12' where the wrong twin has '13'.
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New()
    {
        using var bert = BertEncoder.Random(BertConfig.BaseUncased, seed: 7);
        return new Prefix<BertEncoder>(bert, new PrefixOptions { Depth = PrefixDepth.Last(12) });
    }
}
