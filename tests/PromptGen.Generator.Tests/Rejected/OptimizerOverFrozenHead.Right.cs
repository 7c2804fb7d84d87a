// 'prefix' where the wrong twin has 'head'.
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
        head.Freeze();
        return new AdamW(new AdamWOptions(), prefix);
    }
}
