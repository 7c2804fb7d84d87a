// PGEN501 (10,91): BertConfig.BaseUncased has 12 layers, and this prefix depth names 13 of them; expected 1 to 12
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New()
    {
        using var bert = BertEncoder.Random(BertConfig.BaseUncased, seed: 7);
        return new Prefix<BertEncoder>(bert, new PrefixOptions { Depth = PrefixDepth.Last(13) });
    }
}
