// '2' where the wrong twin has '1'.
using PromptGen.Prefixes;

internal static class Program
{
    private static PrefixDepth Some() => PrefixDepth.Layers(0, 1, 2);
}
