// '1' where the wrong twin has '0'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New(Frozen<BertEncoder> bert) => new(bert, new PrefixOptions { Length = 1 });
}
