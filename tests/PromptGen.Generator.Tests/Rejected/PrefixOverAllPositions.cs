// PGEN503 (10,81): RobertaConfig.Base has 512 positions, and a prefix of 512 leaves none for tokens; expected less than 512
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<RobertaEncoder> New()
    {
        using var roberta = RobertaEncoder.Random(RobertaConfig.Base, seed: 7);
        return new Prefix<RobertaEncoder>(roberta, new PrefixOptions { Length = 512 });
    }
}
