// CS1503 (13,31): Argument 1: cannot convert from 'PromptGen.Prefixes.Prefix<PromptGen.Backbones.BertEncoder>' to 'PromptGen.Prefixes.Prefix<PromptGen.Backbones.RobertaEncoder>?'
using PromptGen;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Prefixes;

internal static class Program
{
    private static PromptedEncoder<RobertaEncoder> Prompt(Frozen<BertEncoder> bert, Frozen<RobertaEncoder> roberta)
    {
        var ofBert = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 8 });
        var ofRoberta = new Prefix<RobertaEncoder>(roberta, ofBert.Options);
        return roberta.Prompt(ofBert);
    }
}
