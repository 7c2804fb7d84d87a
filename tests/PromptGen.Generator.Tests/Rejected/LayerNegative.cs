// PGEN502 (6,65): This prefix depth names layer -1; expected at least one layer, each once, from 0
using PromptGen.Prefixes;

internal static class Program
{
    private static PrefixDepth Some() => PrefixDepth.Layers([0, -1]);
}
