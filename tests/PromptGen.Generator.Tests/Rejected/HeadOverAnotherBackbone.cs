// CS1503 (9,56): Argument 1: cannot convert from 'PromptGen.Encoders.Frozen<PromptGen.Backbones.BertEncoder>' to 'PromptGen.Encoders.Backbone<PromptGen.Backbones.RobertaEncoder>'
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;

internal static class Program
{
    private static Head<RobertaEncoder> New(Frozen<BertEncoder> bert, Frozen<RobertaEncoder> roberta) =>
        new SequenceClassificationHead<RobertaEncoder>(bert, labelCount: bert.LayerCount);
}
