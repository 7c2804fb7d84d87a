// '23' where the wrong twin has '24'.
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static readonly PrefixOptions Deep = new() { Depth = PrefixDepth.Layers(22, 23) };

    private static Prefix<BertEncoder> New()
    {
        using var bert = BertEncoder.Random(BertConfig.LargeUncased, seed: 7);
        return new Prefix<BertEncoder>(bert, Deep);
    }
}
