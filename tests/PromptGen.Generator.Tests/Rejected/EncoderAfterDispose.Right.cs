// 'roberta' where the wrong twin has 'bert'.
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New(string folder)
    {
        var bert = BertEncoder.Open(folder);
        var roberta = RobertaEncoder.Open(folder);
        roberta.Dispose();
        return new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 8 });
    }
}
