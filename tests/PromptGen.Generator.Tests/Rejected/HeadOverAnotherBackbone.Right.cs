// 'roberta' where the wrong twin has 'bert'.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;

internal static class Program
{
    private static Head<RobertaEncoder> New(Frozen<BertEncoder> bert, Frozen<RobertaEncoder> roberta) =>
        new SequenceClassificationHead<RobertaEncoder>(roberta, labelCount: bert.LayerCount);
}
