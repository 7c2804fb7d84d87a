// PGEN506 (12,40): 'bert' was disposed before 'bert' is used here; dispose it after its last use
using PromptGen.Backbones;
using PromptGen.Prefixes;

internal static class Program
{
    private static Prefix<BertEncoder> New(string folder)
    {
        var bert = BertEncoder.Open(folder);
        var roberta = RobertaEncoder.Open(folder);
        bert.Dispose();
        return new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 8 });
    }
}
