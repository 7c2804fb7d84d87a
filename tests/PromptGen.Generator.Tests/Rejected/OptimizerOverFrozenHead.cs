// PGEN507 (15,46): 'head' was frozen before, and nothing else is trained here; expected a prefix beside it, or no Freeze
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
        return new AdamW(new AdamWOptions(), head);
    }
}
