// '1' where the wrong twin has '2'.
using Demo;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<MineEncoder> New()
    {
        using var mine = MineEncoder.Random(MineConfig.Tiny, seed: 7);
        return new Prefix<MineEncoder>(mine, new PrefixOptions { Depth = PrefixDepth.Layers(0, 1) });
    }
}
