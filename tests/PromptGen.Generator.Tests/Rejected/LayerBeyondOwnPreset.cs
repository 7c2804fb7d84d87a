// PGEN501 (10,96): MineConfig.Tiny has 2 layers, and this prefix depth names layer 2; expected 0 to 1
using Demo;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<MineEncoder> New()
    {
        using var mine = MineEncoder.Random(MineConfig.Tiny, seed: 7);
        return new Prefix<MineEncoder>(mine, new PrefixOptions { Depth = PrefixDepth.Layers(0, 2) });
    }
}
