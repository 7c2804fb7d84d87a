// PGEN504 (8,112): 'Length' is 0; expected at least 1
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New(Frozen<BertEncoder> bert) => new(bert, new PrefixOptions { Length = 0 });
}
