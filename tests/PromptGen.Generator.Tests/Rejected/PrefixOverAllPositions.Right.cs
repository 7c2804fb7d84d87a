// '511' where the wrong twin has '512'.
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<RobertaEncoder> New()
    {
        using var roberta = RobertaEncoder.Random(RobertaConfig.Base, seed: 7);
        return new Prefix<RobertaEncoder>(roberta, new PrefixOptions { Length = 511 });
    }
}
