// 'MineEncoder' where the wrong twin has 'PrenormEncoder'.
using Demo;
using PromptGen.Heads;
using PromptGen.Training;

internal static class Program
{
    private static ITrainable Pooler() => Pooling.OfEncoder<MineEncoder>();
}
