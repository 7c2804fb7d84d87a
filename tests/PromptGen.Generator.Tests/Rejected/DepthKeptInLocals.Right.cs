// '24' where the wrong twin has '25'.
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New()
    {
        var config = BertConfig.LargeUncased;
        using var bert = BertEncoder.Random(config, seed: 7);
        const int deepest = 24;
        var shallow = new PrefixOptions { Length = 8 };
        var deep = shallow with { Depth = PrefixDepth.First(deepest) };
        return new Prefix<BertEncoder>(bert, deep);
    }
}
