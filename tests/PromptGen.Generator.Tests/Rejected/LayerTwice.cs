// PGEN502 (6,67): This prefix depth names layer 1 twice; expected at least one layer, each once, from 0
using PromptGen.Prefixes;

internal static class Program
{
    private static PrefixDepth Some() => PrefixDepth.Layers(0, 1, 1);
}
