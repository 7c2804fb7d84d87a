// PGEN501 (7,89): BertConfig.LargeUncased has 24 layers, and this prefix depth names layer 24; expected 0 to 23
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static readonly PrefixOptions Deep = new() { Depth = PrefixDepth.Layers(22, 24) };

    private static Prefix<BertEncoder> New()
    {
        using var bert = BertEncoder.Random(BertConfig.LargeUncased, seed: 7);
        return new Prefix<BertEncoder>(bert, Deep);
    }
}
