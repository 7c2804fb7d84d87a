// CS1503 (14,46): Argument 2: cannot convert from 'PromptGen.Encoders.Frozen<PromptGen.Backbones.BertEncoder>' to 'PromptGen.Training.ITrainable'
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;

internal static class Program
{
    private static AdamW Optimizer(Frozen<BertEncoder> bert)
    {
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 8 });
        var head = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2);
        return new AdamW(new AdamWOptions(), bert, head);
    }
}
