// PGEN507 (14,39): 'head' was frozen before, and nothing else is trained here; expected a prefix beside it, or no Freeze
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;

internal static class Program
{
    private static TrainingResult Train(Frozen<BertEncoder> bert, Prefix<BertEncoder> prefix, ITrainingData<TokenInput> data)
    {
        var head = new SequenceClassificationHead<BertEncoder>(bert, labelCount: 2);
        head.Freeze();
        var model = bert.Prompt(null, head);
        return Trainer.Fit(model, data, new TrainingOptions());
    }
}
