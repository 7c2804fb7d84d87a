// PGEN504 (6,60): 'count' is 0; expected at least 1
using PromptGen.Prefixes;

internal static class Program
{
    private static PrefixDepth None() => PrefixDepth.First(0);
}
