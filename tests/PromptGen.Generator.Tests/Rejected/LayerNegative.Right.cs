// '' where the wrong twin has '-'.
using PromptGen.Prefixes;

internal static class Program
{
    private static PrefixDepth Some() => PrefixDepth.Layers([0, 1]);
}
