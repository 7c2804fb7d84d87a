// PGEN501 (13,61): BertConfig.LargeUncased has 24 layers, and this prefix depth names 25 of them; expected 1 to 24
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New()
    {
        var config = BertConfig.LargeUncased;
        using var bert = BertEncoder.Random(config, seed: 7);
        const int deepest = 25;
        var shallow = new PrefixOptions { Length = 8 };
        var deep = shallow with { Depth = PrefixDepth.First(deepest) };
        return new Prefix<BertEncoder>(bert, deep);
    }
}
