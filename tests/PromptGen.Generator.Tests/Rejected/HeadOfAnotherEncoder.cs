// CS0311 (15,17): The type 'PromptGen.Heads.SequenceClassificationHead<PromptGen.Backbones.BertEncoder>' cannot be used as type parameter 'THead' in the generic type or method 'Backbone<RobertaEncoder>.Prompt<THead>(Prefix<RobertaEncoder>?, THead)'. There is no implicit reference conversion from 'PromptGen.Heads.SequenceClassificationHead<PromptGen.Backbones.BertEncoder>' to 'PromptGen.Heads.Head<PromptGen.Backbones.RobertaEncoder>'.
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
        roberta.Prompt(prefix, ofBert).Train();
    }
}
