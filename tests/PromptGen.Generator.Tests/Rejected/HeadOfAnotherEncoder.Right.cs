// 'ofRoberta' where the wrong twin has 'ofBert'.
using PromptGen;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;

internal static class Program
{
    private static void Classify(Frozen<BertEncoder> bert, Frozen<RobertaEncoder> roberta)
    {
        var prefix = new Prefix<RobertaEncoder>(roberta, new PrefixOptions { Length = 8 });
        using var ofBert = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2);
        using var ofRoberta = new SequenceClassificationHead<RobertaEncoder>(roberta, labelCount: 2);
        roberta.Prompt(prefix, ofRoberta).Train();
    }
}
