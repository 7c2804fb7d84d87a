// '1' where the wrong twin has '0'.
using PromptGen.Prefixes;

internal static class Program
{
    private static PrefixDepth None() => PrefixDepth.First(1);
}
